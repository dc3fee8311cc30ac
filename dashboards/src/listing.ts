import { areaPath, professionPath } from "./addresses.ts";
import type { PageContext } from "./context.ts";
import { glossaryTerms, termAnchor } from "./glossary.ts";
import { navigation, navigationTitle } from "./navigation.ts";
import { employersOf, pageAreas, pageProfessions, wales } from "./select.ts";

/** Something that a reader may look for, and the page that has it. */
export type Listed = {
  readonly name: string;
  readonly kind: "indicator" | "area" | "employer" | "profession" | "term" | "page";
  readonly path: string;
  readonly anchor?: string;
  /** Other words under which it is found. */
  readonly more?: string;
};

/** Everything that has a name and a place in the site, in no order. */
export function listEverything(context: PageContext): readonly Listed[] {
  const { t, release, pick, name, shortName } = context;
  const areas = pageAreas(release);
  return [
    ...release.indicators.map(
      (indicator): Listed => ({
        name: pick(indicator.title),
        kind: "indicator",
        path: `indicators/${indicator.id}`,
        more: pick(indicator.description),
      }),
    ),
    ...release.codes.areas
      .filter(({ code }) => code === wales)
      .map((area): Listed => ({ name: shortName(area), kind: "area", path: "index" })),
    ...areas.map(
      (area): Listed => ({ name: shortName(area), kind: "area", path: areaPath(area), more: name(area) }),
    ),
    ...areas.flatMap((area) =>
      employersOf(release, area).map(
        (employer): Listed => ({ name: name(employer), kind: "employer", path: areaPath(area) }),
      ),
    ),
    ...pageProfessions(release).map(
      (profession): Listed => ({
        name: name(profession),
        kind: "profession",
        path: professionPath(profession),
      }),
    ),
    ...glossaryTerms(release).map(
      (term): Listed => ({
        name: t(`glossary-${term}-term`),
        kind: "term",
        path: "glossary",
        anchor: termAnchor(term),
      }),
    ),
    ...navigation.map((path): Listed => ({ name: navigationTitle(context, path), kind: "page", path })),
  ];
}
