import type { Area, Profession } from "./release.ts";

/** The address of an area's page inside a language's folder, the same in both languages. */
export function areaPath(area: Area): string {
  return `areas/${slug(area.short_en)}`;
}

/** The address of a profession's page inside a language's folder, the same in both languages. */
export function professionPath(profession: Profession): string {
  return `professions/${slug(profession.code)}`;
}

/** The address of a profession's summary for commissioning inside a language's folder, the same in both languages. */
export function paperPath(profession: Profession): string {
  return `commissioning/${slug(profession.code)}`;
}

function slug(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

/** Where the published files of the release lie in the site. */
export const dataFolder = "data";
