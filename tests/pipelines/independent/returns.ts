import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Contract } from "../../../src/contracts/contract.ts";
import { readRows } from "../../../src/warehouse/connect.ts";
import type { Nation } from "./nation.ts";

/** Which returns came, which were due, and where a series breaks. */
export interface Returns {
  isReceived(dataset: string, employer: string, quarter: string): boolean;
  /** It was due and did not come. */
  isMissing(dataset: string, employer: string, quarter: string): boolean;
  /** How many employers of an area should have sent a dataset for a quarter, and how many did. */
  coverage(dataset: string, area: string, quarter: string): { due: number; received: number };
  /** An area broken by a mass transfer after `start` and not after `end`. */
  isBroken(area: string, start: string, end: string): boolean;
  /** Employers whose staff can be followed from `start` to `end`: a body that a transfer made or emptied needs one end only. */
  isFollowed(employer: string, start: string, end: string): boolean;
  /** One mass transfer from `start` to `end` touched an employer of both. */
  isTransferred(then: ReadonlySet<string>, now: ReadonlySet<string>, start: string, end: string): boolean;
}

const broken = z.object({ area: z.string(), effective_date: z.string(), name: z.string() });

export async function readReturns(
  connection: DuckDBConnection,
  { cells }: Nation,
  contracts: readonly Contract[],
): Promise<Returns> {
  const breaks = await readRows(
    connection,
    broken,
    "select area, effective_date, name_en as name from reference.series_breaks",
  );
  const received = new Map<string, Set<string>>();
  for (const { dataset, returns } of contracts) {
    if (!returns) continue;
    const sent = await readRows(
      connection,
      z.object({ employer: z.string(), period: z.string() }),
      `select distinct ${returns.employer} as employer, ${returns.period}::varchar as period from current.${dataset}`,
    );
    received.set(dataset, new Set(sent.map((one) => `${one.employer} ${one.period}`)));
  }
  const isReceived: Returns["isReceived"] = (dataset, employer, quarter) =>
    received.get(dataset)?.has(`${employer} ${quarter}`) ?? false;

  const employers = [...cells.areas.values()].filter((area) => area.level === "employer");
  const dueFrom = (dataset: string, employer: (typeof employers)[number]): string | undefined => {
    const sent = [...(received.get(dataset) ?? [])]
      .filter((one) => one.startsWith(`${employer.code} `))
      .map((one) => one.slice(employer.code.length + 1));
    const isOfAll = contracts.find((contract) => contract.dataset === dataset)?.returns?.of_all ?? false;
    if (isOfAll && employer.returns_from !== null) sent.push(employer.returns_from);
    return sent.sort()[0];
  };
  const due = new Map(
    [...received.keys()].map((dataset) => [
      dataset,
      new Map(employers.map((employer) => [employer.code, dueFrom(dataset, employer)])),
    ]),
  );
  const quarters = new Map(
    [...received].map(([dataset, sent]) => [dataset, new Set([...sent].map((one) => one.slice(-10)))]),
  );

  const isBroken: Returns["isBroken"] = (area, start, end) =>
    breaks.some((one) => one.area === area && one.effective_date > start && one.effective_date <= end);

  const isDue = (dataset: string, employer: string, quarter: string): boolean => {
    const from = due.get(dataset)?.get(employer);
    return from !== undefined && from <= quarter && (quarters.get(dataset)?.has(quarter) ?? false);
  };

  const transfers = [...Map.groupBy(breaks, (one) => `${one.effective_date} ${one.name}`).values()].map(
    (touched) => ({
      date: touched[0]?.effective_date ?? "",
      areas: new Set(touched.map(({ area }) => area)),
    }),
  );

  return {
    isReceived,
    isBroken,
    isTransferred: (then, now, start, end) =>
      transfers.some(
        ({ date, areas }) =>
          date > start && date <= end && !areas.isDisjointFrom(then) && !areas.isDisjointFrom(now),
      ),
    isMissing: (dataset, employer, quarter) =>
      isDue(dataset, employer, quarter) && !isReceived(dataset, employer, quarter),
    coverage(dataset, area, quarter) {
      const expected = employers.filter(
        ({ code }) => isDue(dataset, code, quarter) && cells.totalsOfArea(code).includes(area),
      );
      return {
        due: expected.length,
        received: expected.filter(({ code }) => isReceived(dataset, code, quarter)).length,
      };
    },
    isFollowed(employer, start, end) {
      const atStart = isReceived("staff", employer, start);
      const atEnd = isReceived("staff", employer, end);
      return (atStart && atEnd) || ((atStart || atEnd) && isBroken(employer, start, end));
    },
  };
}
