import type { Cube } from "../observations.ts";
import type { Indicator, Release } from "../release.ts";
import { allProfessions, categoriesOf, mainStaffType, wales } from "../select.ts";

/** What a reader of the explore page has chosen; the state of the page. */
export type Choice = {
  readonly indicator: string;
  readonly areas: readonly string[];
  readonly professions: readonly string[];
  readonly staffType: string;
  readonly breakdown: string;
  readonly categories: readonly string[];
  readonly level: string;
  /** Over time, or side by side at one date. */
  readonly view: "course" | "date";
  readonly from: string;
  readonly to: string;
};

/** What can be chosen of an indicator. */
export type Options = {
  readonly indicator: Indicator;
  readonly areas: readonly string[];
  readonly staffTypes: readonly string[];
  readonly breakdowns: readonly string[];
  readonly levels: readonly string[];
  readonly periodEnds: readonly string[];
};

const whole = "none";

/** Reads a choice from the query of an address; what is not said is empty. */
export function readChoice(query: URLSearchParams): Choice {
  const one = (name: string): string => query.get(name) ?? "";
  return {
    indicator: one("indicator"),
    areas: query.getAll("area"),
    professions: query.getAll("profession"),
    staffType: one("staff"),
    breakdown: one("breakdown"),
    categories: query.getAll("category"),
    level: one("level"),
    view: one("view") === "date" ? "date" : "course",
    from: one("from"),
    to: one("to"),
  };
}

/** Writes a choice and the release that it was made in as the query of an address; every category goes without saying. */
export function writeChoice(choice: Choice, release: Release): URLSearchParams {
  const all = choice.categories.length === categoriesOf(release, choice.breakdown).length;
  return new URLSearchParams([
    ["indicator", choice.indicator],
    ...choice.areas.map((area) => ["area", area]),
    ...choice.professions.map((profession) => ["profession", profession]),
    ["staff", choice.staffType],
    ...(choice.breakdown === whole ? [] : [["breakdown", choice.breakdown]]),
    ...(all ? [] : choice.categories.map((category) => ["category", category])),
    ...(choice.level === whole ? [] : [["level", choice.level]]),
    ["view", choice.view],
    ...(choice.view === "course" ? [["from", choice.from]] : []),
    ["to", choice.to],
    ["release", release.manifest.release],
  ]);
}

/** The options of an indicator whose cells the cube holds. */
export function optionsOf(release: Release, cube: Cube, indicator: Indicator): Options {
  const hasWhole =
    indicator.breakdowns.length === 0 ||
    cube.series({
      indicator: indicator.id,
      area: wales,
      profession: allProfessions,
      staffType: mainStaffType(indicator),
      breakdown: whole,
      category: "all",
      level: indicator.levels[0] ?? whole,
    }).length > 0;
  return {
    indicator,
    areas: release.codes.areas
      .filter(({ level }) => indicator.area_levels.includes(level))
      .map(({ code }) => code),
    staffTypes: indicator.staff_types,
    breakdowns: [...(hasWhole ? [whole] : []), ...indicator.breakdowns],
    levels: indicator.levels.length === 0 ? [whole] : indicator.levels,
    periodEnds: cube.periods(indicator.id).map(({ periodEnd }) => periodEnd),
  };
}

/** Keeps of a choice what can be chosen and fills the rest with the most general; and names what it left out. */
export function fitChoice(
  release: Release,
  choice: Choice,
  options: Options,
): { readonly choice: Choice; readonly left: readonly string[] } {
  const left: string[] = [];
  const several = (wanted: readonly string[], possible: readonly string[], usual: readonly string[]) => {
    left.push(...wanted.filter((each) => !possible.includes(each)));
    const kept = possible.filter((each) => wanted.includes(each));
    return kept.length > 0 ? kept : usual;
  };
  const one = (wanted: string, possible: readonly string[], usual: string): string =>
    several(wanted === "" ? [] : [wanted], possible, [usual])[0] ?? usual;
  const { indicator, periodEnds } = options;
  const breakdown = one(choice.breakdown, options.breakdowns, options.breakdowns[0] ?? whole);
  const categories = categoriesOf(release, breakdown).map(({ code }) => code);
  const to = one(choice.to, periodEnds, periodEnds.at(-1) ?? "");
  const from = one(choice.from, periodEnds, periodEnds[0] ?? "");
  return {
    choice: {
      indicator: indicator.id,
      areas: several(choice.areas, options.areas, options.areas.slice(0, 1)),
      professions: several(
        choice.professions,
        release.codes.professions.map(({ code }) => code),
        [allProfessions],
      ),
      staffType: one(choice.staffType, options.staffTypes, mainStaffType(indicator)),
      breakdown,
      categories: breakdown === whole ? [] : several(choice.categories, categories, categories),
      level: one(choice.level, options.levels, options.levels[0] ?? whole),
      view: choice.view,
      from: periodEnds.find((each) => each === from || each === to) ?? to,
      to,
    },
    left,
  };
}
