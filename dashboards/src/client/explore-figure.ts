import { comparisonFigure } from "../comparison-figure.ts";
import type { PageContext } from "../context.ts";
import { type Html, html } from "../html.ts";
import type { Cube, Observation } from "../observations.ts";
import type { Indicator } from "../release.ts";
import {
  allProfessions,
  categoriesOf,
  mainStaffType,
  type Slice,
  selectSeries,
  yearBefore,
} from "../select.ts";
import { trendFigure } from "../trend-figure.ts";
import type { Choice } from "./choice.ts";

type Named = { readonly code: string; readonly name: string };
type Line = { readonly name: string; readonly slice: Slice };

/** The figure of a choice, made as the figures of the other pages are; or why there is none. */
export function exploreFigure(whole: PageContext, indicator: Indicator, choice: Choice): Html {
  const context = limitPeriods(whole, choice);
  const { t } = context;
  const { lines, title, place, rowHeader } = describe(context, indicator, choice);
  const [first, ...others] = lines.filter(({ slice }) => selectSeries(context.release, slice).length > 0);
  if (first === undefined) return html`<p class="missing">${t("explore-nothing")}</p>`;
  const common = { id: "explore-figure", title, place, alone: true };
  if (choice.view === "course") return trendFigure(context, { ...common, lines: [first, ...others] });
  const toRow = ({ name, slice }: Line) => ({ name, header: name, slice });
  return comparisonFigure(context, { ...common, rowHeader, rows: [toRow(first), ...others.map(toRow)] });
}

/** The numbers that the figure of a choice shows. */
export function shownObservations(
  whole: PageContext,
  indicator: Indicator,
  choice: Choice,
): readonly Observation[] {
  const context = limitPeriods(whole, choice);
  const compared = [choice.to, yearBefore(choice.to)];
  const isShown = ({ periodEnd }: Observation): boolean =>
    choice.view === "course" || compared.includes(periodEnd);
  return describe(context, indicator, choice).lines.flatMap(({ slice }) =>
    selectSeries(context.release, slice).filter(isShown),
  );
}

/** The cells of the periods of a choice: from a first one over time, up to the chosen one at one date. */
function limitPeriods(context: PageContext, { view, from, to }: Choice): PageContext {
  const { cube } = context.release;
  const last = (indicator: string) =>
    cube.periods(indicator).findLast(({ periodEnd }) => periodEnd <= to) ?? null;
  const limited: Cube = {
    ...cube,
    series: (key) =>
      cube.series(key).filter(({ periodEnd }) => periodEnd <= to && (view === "date" || periodEnd >= from)),
    lastPeriod: last,
    lastNumber: last,
  };
  return { ...context, release: { ...context.release, cube: limited } };
}

/** The lines of a choice, named by what tells them apart, and the title and place of what they share. */
function describe(context: PageContext, indicator: Indicator, choice: Choice) {
  const { t, pick, name, shortName, release } = context;
  const { codes } = release;
  const title = pick(indicator.title);
  const areas = choice.areas.flatMap((code): Named[] =>
    codes.areas.filter((area) => area.code === code).map((area) => ({ code, name: shortName(area) })),
  );
  const professions = choice.professions.flatMap((code): Named[] =>
    code === allProfessions
      ? [{ code, name: t("all-professions-short") }]
      : codes.professions.filter((each) => each.code === code).map((each) => ({ code, name: name(each) })),
  );
  const all: Named = { code: "all", name: t("row-total") };
  const categories =
    choice.breakdown === "none"
      ? [all]
      : categoriesOf(release, choice.breakdown)
          .filter(({ code }) => choice.categories.includes(code))
          .map((category): Named => ({ code: category.code, name: name(category) }));
  const staffType = codes.staff_types.find(({ code }) => code === choice.staffType);
  const lines = areas.flatMap((area) =>
    professions.flatMap((profession) =>
      categories.map((category): Line => {
        const names = [
          ...(areas.length > 1 ? [area.name] : []),
          ...(professions.length > 1 ? [profession.name] : []),
          ...(categories.length > 1 ? [category.name] : []),
        ];
        return {
          name: names.length === 0 ? area.name : names.join(" · "),
          slice: {
            indicator,
            area: area.code,
            profession: profession.code,
            staffType: choice.staffType,
            breakdown: choice.breakdown,
            category: category.code,
            level: choice.level,
          },
        };
      }),
    ),
  );
  const [area, ...otherAreas] = areas;
  const fixed = [
    ...(otherAreas.length === 0 ? [area?.name ?? ""] : []),
    ...(professions.length === 1
      ? [choice.professions[0] === allProfessions ? t("all-professions") : (professions[0]?.name ?? "")]
      : []),
    ...codes.breakdowns.filter(({ code }) => code === choice.breakdown && code !== "none").map(name),
    ...(categories.length === 1 && choice.breakdown !== "none" ? [categories[0]?.name ?? ""] : []),
    ...(staffType === undefined || choice.staffType === mainStaffType(indicator) ? [] : [name(staffType)]),
  ];
  if (otherAreas.length > 0) {
    return {
      lines,
      title: t("comparison-areas-title", { title }),
      place: fixed.join(" · "),
      rowHeader: t("column-area"),
    };
  }
  if (professions.length > 1) {
    return {
      lines,
      title: t("comparison-professions-title", { title }),
      place: fixed.join(" · "),
      rowHeader: t("column-profession"),
    };
  }
  return {
    lines,
    title: t("trend-title", { title, place: area?.name ?? "" }),
    place: fixed.slice(1).join(" · "),
    rowHeader: categories.length > 1 ? t("column-category") : t("column-area"),
  };
}
