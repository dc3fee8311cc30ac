import type { PageContext } from "./context.ts";
import { type Html, html } from "./html.ts";
import { missingNotice } from "./missing.ts";
import { section } from "./page.ts";
import { qualityNote, unknownOf } from "./quality-note.ts";
import { missingFor, nameReturns } from "./reasons.ts";
import type { Indicator } from "./release.ts";
import {
  allProfessions,
  findIndicators,
  indicatorsOf,
  lastPeriod,
  pageAreas,
  pageProfessions,
  readLatest,
  type Slice,
  wales,
} from "./select.ts";

/**
 * What the numbers of a page do not say: returns that are missing, numbers that are incomplete, confidential or not
 * available, values that are unknown, and indicators without data.
 */
export function lacksSection(context: PageContext, ids: readonly string[]): Html {
  const { t, release, link } = context;
  const found = findIndicators(release, ids);
  const whole = { area: wales, profession: allProfessions };
  const places = [
    whole,
    ...pageAreas(release).map(({ code }) => ({ area: code, profession: allProfessions })),
    ...pageProfessions(release).map(({ code }) => ({ area: wales, profession: code })),
  ];
  const slices = places.flatMap((place): Slice[] =>
    indicatorsOf(release, place.area)
      .filter((indicator) => found.includes(indicator))
      .map((indicator) => ({ indicator, ...place })),
  );
  const readings = slices.map((slice) => readLatest(release, slice));
  const count = (isCounted: (reading: (typeof readings)[number]) => boolean): number =>
    readings.filter(isCounted).length;
  const without = (shorthand: string): number =>
    count((reading) => reading.value === null && reading.shorthand === shorthand);
  const returns = found.flatMap((indicator) =>
    missingFor(release, {
      slice: { indicator, ...whole },
      periodEnd: lastPeriod(release, indicator).periodEnd,
    }),
  );
  const missing = ids.filter((id) => !found.some((indicator) => indicator.id === id));
  return section(
    "lacks",
    t("lacks-title"),
    html`<ul>
      <li>${returns.length === 0 ? t("lacks-no-returns") : t("lacks-returns", { returns: nameReturns(context, [...new Set(returns)]) })}</li>
      <li>${t("lacks-numbers", {
        cells: readings.length,
        confidential: without("c"),
        unavailable: without("x"),
        incomplete: count(({ notes }) => notes.includes("incomplete")),
        unreliable: count(({ notes }) => notes.includes("u")),
      })}</li>
      ${unknownValues(context, found).map((text) => html`<li>${text}</li>`)}
    </ul>${missing.length > 0 && missingNotice(context, missing)}
    <p><a href="${link("quality")}">${t("lacks-more")}</a></p>`,
  );
}

/** How often something that indicators need is not known in Wales, the indicators with the same sentence together. */
function unknownValues(context: PageContext, indicators: readonly Indicator[]): readonly string[] {
  const { pick, release } = context;
  const affected = indicators.filter((indicator) => unknownOf(release, indicator).basis !== "none");
  const bySentence = Map.groupBy(affected, (indicator) => qualityNote(context, indicator, wales));
  return [...bySentence].map(
    ([sentence, those]) => `${those.map(({ title }) => pick(title)).join(", ")}: ${sentence}`,
  );
}
