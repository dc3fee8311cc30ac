import { areaPath, professionPath } from "./addresses.ts";
import type { PageContext } from "./context.ts";
import { type Html, html } from "./html.ts";
import type { Area, Indicator, Profession } from "./release.ts";
import type { Slice } from "./select.ts";

export function areaLink(context: PageContext, area: Area): Html {
  return html`<a href="${context.link(areaPath(area))}">${context.shortName(area)}</a>`;
}

export function professionLink(context: PageContext, profession: Profession): Html {
  return html`<a href="${context.link(professionPath(profession))}">${context.name(profession)}</a>`;
}

/** A link to the explore page that shows series of an indicator over time, as of this release. */
export function exploreLink(
  context: PageContext,
  text: string,
  chosen: Omit<Slice, "area" | "profession"> & {
    readonly areas: readonly string[];
    readonly professions: readonly string[];
  },
): Html {
  const query = new URLSearchParams([
    ["indicator", chosen.indicator.id],
    ...chosen.areas.map((area) => ["area", area]),
    ...chosen.professions.map((profession) => ["profession", profession]),
    ...(chosen.staffType === undefined ? [] : [["staff", chosen.staffType]]),
    ...(chosen.breakdown === undefined ? [] : [["breakdown", chosen.breakdown]]),
    ...(chosen.category === undefined ? [] : [["category", chosen.category]]),
    ...(chosen.level === undefined ? [] : [["level", chosen.level]]),
    ["release", context.release.manifest.release],
  ]);
  return html`<a href="${context.link("explore")}?${String(query)}">${text}</a>`;
}

export function indicatorLink(context: PageContext, indicator: Indicator): Html {
  return html`<a href="${context.link(`indicators/${indicator.id}`)}">${context.pick(indicator.title)}</a>`;
}
