import { leverKinds } from "./levers.ts";
import type { Projection, Supply } from "./supply-schema.ts";

/** Assumptions that a reader has changed, by lever, as the form shows them: per cent, people or places. */
export type Moves = Readonly<Record<string, number>>;

/** What a reader asks the model: the state of the form. */
export type ModelChoice = {
  readonly profession: string;
  /** Scenario of demand. */
  readonly demand: string;
  /** Day by which posts are to be filled. */
  readonly by: string;
  /** Chance of it, in per cent. */
  readonly certainty: number;
  /** One to three sets of assumptions; the first is A. */
  readonly scenarios: readonly Moves[];
};

/** A projection that can be made again. */
export type OpenProjection = Projection & {
  readonly inputs: NonNullable<Projection["inputs"]>;
  readonly start: { readonly posts: number };
};

/** Names of the scenarios in an address; readers see them as capitals. */
export const letters: readonly string[] = ["a", "b", "c"];

/** Chances that can be asked for, in per cent. */
export const certainties = [50, 60, 70, 80, 90, 95] as const;

/** How far a lever goes in the form, and where it stands in the release. */
export type Limits = { readonly min: number; readonly max: number; readonly start: number };

/** Factors of leaving reach further than those of hours, which hardly change. */
const furthest: Readonly<Record<string, number>> = { leaving: 50, hours: 20 };

/** The projection of a profession, where its inputs are published and its posts known. */
export function openProjection(supply: Supply, area: string, profession: string): OpenProjection | null {
  const projection = supply.projections.find((one) => one.area === area && one.profession === profession);
  const { inputs, start } = projection ?? {};
  if (!projection || !inputs || !start || start.posts === null) return null;
  return { ...projection, inputs, start: { ...start, posts: start.posts } };
}

/** The levers of a projection in the order of the form, each with its limits. */
export function limitsOf({ levers }: Pick<Projection, "levers">): ReadonlyMap<string, Limits> {
  const known = new Map(levers.map(({ lever, value }) => [lever, value]));
  return new Map(
    [...leverKinds].flatMap(([lever, kind]): [string, Limits][] => {
      const value = known.get(lever);
      if (value === undefined) return [];
      if (kind === "share") return [[lever, { min: 0, max: 100, start: Math.round(value * 100) }]];
      if (kind === "factor") {
        const reach = furthest[lever] ?? 50;
        return [[lever, { min: 100 - reach, max: 100 + reach, start: Math.round(value * 100) }]];
      }
      const start = Math.round(value);
      return [[lever, { min: 0, max: Math.max(20, 3 * start), start }]];
    }),
  );
}

/** Reads a choice from the query of an address; what is not said is empty. */
export function readModelChoice(query: URLSearchParams): ModelChoice {
  const scenarios = letters.flatMap((letter): Moves[] => {
    const said = query.get(letter);
    return said === null ? [] : [readMoves(said)];
  });
  return {
    profession: query.get("profession") ?? "",
    demand: query.get("demand") ?? "",
    by: query.get("by") ?? "",
    certainty: Number(query.get("certainty")),
    scenarios: scenarios.length === 0 ? [{}] : scenarios,
  };
}

/** Writes a choice and the release that it was made in as the query of an address. */
export function writeModelChoice(choice: ModelChoice, release: string): URLSearchParams {
  return new URLSearchParams([
    ["profession", choice.profession],
    ["demand", choice.demand],
    ["by", choice.by],
    ["certainty", String(choice.certainty)],
    ...choice.scenarios.map((moves, index) => [
      letters[index] ?? "",
      Object.entries(moves)
        .map(([lever, value]) => `${lever}-${value}`)
        .join("_"),
    ]),
    ["release", release],
  ]);
}

/** Keeps of a choice what the release can answer and fills the rest with what the release itself answers. */
export function fitModelChoice(supply: Supply, area: string, choice: ModelChoice): ModelChoice | null {
  const open = supply.projections.filter(
    (one) => openProjection(supply, area, one.profession) !== null && one.area === area,
  );
  const projection = open.find(({ profession }) => profession === choice.profession) ?? open[0];
  if (projection === undefined) return null;
  const { settings, dates, scenarios } = supply;
  const demand = scenarios.find(({ id }) => id === choice.demand)?.id ?? settings.need.scenario;
  const limits = limitsOf(projection);
  return {
    profession: projection.profession,
    demand,
    by: dates.slice(1).find((date) => date === choice.by) ?? dates[settings.close_by] ?? "",
    certainty:
      certainties.find((each) => each === choice.certainty) ?? Math.round(settings.need.certainty * 100),
    scenarios: choice.scenarios.map((moves) => fitMoves(moves, limits)),
  };
}

/** Changes within their limits; what is as in the release is no change. */
function fitMoves(moves: Moves, limits: ReadonlyMap<string, Limits>): Moves {
  return Object.fromEntries(
    [...limits].flatMap(([lever, { min, max, start }]) => {
      const wanted = moves[lever];
      if (wanted === undefined || !Number.isFinite(wanted)) return [];
      const value = Math.min(max, Math.max(min, Math.round(wanted)));
      return value === start ? [] : [[lever, value]];
    }),
  );
}

function readMoves(said: string): Moves {
  return Object.fromEntries(
    said.split("_").flatMap((part) => {
      const [, lever, value] = /^([a-z]+)-(\d{1,6})$/.exec(part) ?? [];
      return lever === undefined ? [] : [[lever, Number(value)]];
    }),
  );
}
