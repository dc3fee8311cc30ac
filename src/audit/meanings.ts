import { isDeepStrictEqual } from "node:util";
import { PipelineError } from "../errors.ts";
import type { Indicator } from "../indicators/registry.ts";
import { type Place, type Placed, placeCounts, type Table } from "../populations/tables.ts";

/** An indicator as far as the audit must know it. */
export type AuditedIndicator = Pick<
  Indicator,
  | "id"
  | "kind"
  | "class"
  | "counts"
  | "breakdowns"
  | "path"
  | "interval"
  | "period"
  | "basis"
  | "balanced_by"
  | "open_parts"
  | "scale"
  | "services"
>;

/** Which cells of an indicator are meant: those of one breakdown, category and level. */
export interface Group {
  indicator: string;
  breakdown: string;
  category: string;
  level: string;
}

/** A population of a table; where the table splits it, every category has its own counts. */
export interface Population {
  table: number;
  name: string;
  isSplit: boolean;
  /** Class S where its share is a sensitive characteristic: then the others of its whole are protected as well. */
  class: "P" | "S";
  /** Hidden also where it balances others, so that being hidden alone says nothing of it. */
  isBalancing: boolean;
  /** An indicator of class P counts it. */
  isPersons: boolean;
  /** Shown by itself, so that only its own counts, and not what it balances, can be why it is hidden. */
  isAlone: boolean;
  /** The populations shown beside it, by category. */
  companions: Companion[];
}

/** A population shown beside another, perhaps of some months earlier, perhaps of another staff type. */
export interface Companion {
  category: string;
  population: number;
  months: number;
  staffType: string | null;
  /** It has all persons of the other. */
  isWhole: boolean;
}

/** What one number of the cells of a group says: the count of a population, or only that it is hidden. */
export interface Meaning extends Group {
  population: number;
  /** Category of a split population, else empty. */
  of: string;
  months: number;
  /** Counted at the last quarter end on or before the period's end. */
  isAnnual: boolean;
  staffType: string | null;
  number: "people" | "denominator" | "none";
}

/** A denominator that is the average of a population now and earlier. */
interface Average extends Group {
  population: number;
  months: number;
}

/** The amounts (FTE) of one indicator, which add up exactly, also where persons are in two cells. */
interface Amounts {
  indicator: string;
  /** The table of those behind them who are in no category. */
  table: number;
  groups: AmountGroup[];
}

/** The amounts of a group of cells, and the persons that they are of. */
interface AmountGroup extends Group {
  population: number;
  /** Known from open indicators. */
  isOpen: boolean;
  /** Category of a split population, else empty. */
  of: string;
}

/** What the numbers of a release count, by the declarations of indicators and tables. */
export interface Declarations {
  populations: Population[];
  meanings: Meaning[];
  averages: Average[];
  amounts: Amounts[];
}

/**
 * Says of every group of cells what its numbers count.
 * @throws PipelineError `audit-broken` where the declarations leave a group out
 */
export function declareMeanings(
  groups: readonly Group[],
  indicators: readonly AuditedIndicator[],
  tables: readonly Table[],
): Declarations {
  const populations: Population[] = tables.flatMap((table, index) =>
    Object.keys(table.counts).map((name) => ({
      table: index,
      name,
      isSplit: table.by !== null,
      class: "P",
      isPersons: false,
      isBalancing: false,
      isAlone: false,
      companions: [],
    })),
  );
  const meanings: Meaning[] = [];
  const averages: Average[] = [];
  const amounts = new Map<string, Amounts>();
  const known = new Map(indicators.map((one) => [one.id, one]));
  const places = new Map<string, Placed[]>();

  for (const group of groups) {
    const indicator = known.get(group.indicator);
    if (!indicator) throw broken(`${group.indicator}: not declared`);
    if (indicator.class === "O") continue;
    const placed = places.get(indicator.id) ?? placeCounts(indicator, tables);
    places.set(indicator.id, placed);
    const entry = placed.find((one) => fits(one, group));
    if (!entry) throw broken(`${Object.values(group).join(" ")}: counts nothing`);
    declare(group, indicator, entry);
  }
  for (const { indicator, table } of amounts.values()) {
    if (table === -1) throw broken(`${indicator}: amounts of nobody in no category`);
  }
  return { populations, meanings, averages, amounts: [...amounts.values()] };

  function declare(group: Group, indicator: AuditedIndicator, { people, denominators }: Placed): void {
    const of = people.isSplit ? group.category : "";
    const counted = findPopulation(people, group);
    meanings.push({ ...mean(people, group), of, number: "people", isAnnual: false });
    const [first, second, ...others] = denominators;
    if (others.length > 0) throw broken(`${group.indicator}: more than two denominators`);
    // A difference of totals is no amount of persons, but its parts are.
    const isOfPersons = indicator.basis === undefined || indicator.balanced_by !== undefined;
    if (indicator.kind === "fte" && isOfPersons) {
      const isOpen = indicator.open_parts?.includes(group.category) ?? false;
      declareAmounts(group, people, { population: counted, of, isOpen });
    }
    const countsPersons = indicator.interval === "wilson" || indicator.interval === "poisson";
    for (const place of denominators) {
      const number = countsPersons && second === undefined ? "denominator" : "none";
      const isAnnual = indicator.period === "year";
      meanings.push({ ...mean(place, group), of: "", number, isAnnual });
    }
    const population = populations[counted];
    if (indicator.class === "P") {
      for (const place of [people, ...denominators]) {
        const shown = populations[findPopulation(place, group)];
        if (shown) shown.isPersons = true;
      }
    }
    if (first && second && countsPersons) {
      averages.push({
        ...group,
        population: findPopulation(first, group),
        months: monthsApart(first, second),
      });
    }
    if (!population) return;
    const balances = group.breakdown !== "none" && indicator.balanced_by?.includes(group.category);
    if (balances) population.isBalancing = true;
    if (first === undefined && !balances) population.isAlone = true;
    const isHere = people.counted.months_earlier === 0 && people.counted.staff_type === null;
    const isShare = first !== undefined && second === undefined && indicator.interval === "wilson" && isHere;
    if (isShare && indicator.class === "S") population.class = "S";
    for (const place of isHere ? denominators : []) {
      const companion: Companion = {
        category: of,
        population: findPopulation(place, group),
        months: place.counted.months_earlier,
        staffType: place.counted.staff_type,
        isWhole: isShare,
      };
      if (!population.companions.some((one) => isDeepStrictEqual(one, companion))) {
        population.companions.push(companion);
      }
    }
  }

  function declareAmounts(
    group: Group,
    { counted }: Place,
    of: Pick<AmountGroup, "population" | "of" | "isOpen">,
  ): void {
    if (counted.months_earlier !== 0 || counted.staff_type !== null) {
      throw broken(`${group.indicator}: amounts of another time or staff type`);
    }
    const found = amounts.get(group.indicator) ?? { indicator: group.indicator, table: -1, groups: [] };
    amounts.set(group.indicator, found);
    found.groups.push({ ...group, ...of });
    if (group.breakdown === "none") found.table = populations[of.population]?.table ?? -1;
  }

  function mean(place: Place, group: Group): Omit<Meaning, "of" | "number" | "isAnnual"> {
    const { months_earlier, staff_type } = place.counted;
    return {
      ...group,
      population: findPopulation(place, group),
      months: months_earlier,
      staffType: staff_type,
    };
  }

  function findPopulation({ table, counted }: Place, { breakdown, category }: Group): number {
    const part = `${counted.population}/${breakdown}/${category}`;
    const named = populations.findIndex((one) => one.table === table && one.name === part);
    if (named !== -1) return named;
    const found = populations.findIndex((one) => one.table === table && one.name === counted.population);
    if (found === -1) throw broken(`${counted.population}: no such population`);
    return found;
  }
}

/** The table that has a population as a whole has it as one of these, by index. */
export function findWholePopulation(populations: readonly Population[], name: string): number {
  return populations.findIndex((one) => one.name === name && !one.isSplit);
}

function fits(entry: Placed, group: Group): boolean {
  return (
    (entry.breakdown ?? group.breakdown) === group.breakdown &&
    (entry.category ?? group.category) === group.category &&
    (entry.level ?? group.level) === group.level
  );
}

/** Months between the two populations of an average, the first being that of the period's end. */
function monthsApart(first: Place, second: Place): number {
  if (first.counted.population !== second.counted.population || first.counted.months_earlier !== 0) {
    throw broken(`${first.counted.population}, ${second.counted.population}: no average of one population`);
  }
  return second.counted.months_earlier;
}

function broken(detail: string): PipelineError {
  return new PipelineError("audit-broken", detail, { where: "pipelines/populations.yml" });
}
