import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "../../../src/warehouse/connect.ts";

const text = z.string().nullable();

const cell = z.object({
  cell: z.int(),
  area: z.string(),
  area_level: z.string(),
  profession: z.string(),
  staff_type: z.string(),
});

type Cell = z.infer<typeof cell>;

/** What is known of the cells that numbers are given for, and into which of them a thing counts. */
export interface Cells {
  /** Every cell by its number. */
  byNumber: ReadonlyMap<number, Cell>;
  /** The number of a cell. */
  find(area: string, profession: string, staffType: string): number;
  /** The professions that only a job role tells apart. */
  needJobRole: ReadonlySet<string>;
  areas: ReadonlyMap<string, z.infer<typeof area>>;
  /** A profession with every total it belongs to. */
  totalsOfProfession(profession: string): string[];
  /** An area with every area that it lies in. */
  totalsOfArea(area: string): string[];
  /** None when the occupation is out of scope. `jobRole` undefined: the dataset has none, and only the group is known. */
  ofOccupation(
    employer: string,
    occupationCode: string,
    jobRole: string | null | undefined,
  ): readonly number[];
}

const area = z.object({
  code: z.string(),
  parent: text,
  level: z.string(),
  sector: text,
  returns_from: text,
});

const profession = z.object({ code: z.string(), parent: text, kind: z.string(), needs_job_role: z.string() });
const occupation = z.object({ code: z.string(), profession: z.string(), staff_type: z.string() });

export async function readCells(connection: DuckDBConnection): Promise<Cells> {
  const byCode = async <T extends { code: string }>(
    schema: z.ZodType<T>,
    sql: string,
  ): Promise<Map<string, T>> =>
    new Map((await readRows(connection, schema, sql)).map((row) => [row.code, row]));
  const areas = await byCode(area, "select code, parent, level, sector, returns_from from reference.areas");
  const professions = await byCode(
    profession,
    "select code, parent, kind, needs_job_role from reference.professions",
  );
  const occupations = await byCode(
    occupation,
    "select code, profession, staff_type from reference.occupation_codes where profession is not null",
  );
  const roles = await byCode(
    z.object({ code: z.string(), profession: z.string() }),
    "select code, profession from reference.job_roles where profession is not null",
  );
  const all = await readRows(connection, cell, "from marts.cell");
  const numbers = new Map(all.map((one) => [key(one.area, one.profession, one.staff_type), one.cell]));

  const find = (...names: [string, string, string]): number => {
    const number = numbers.get(key(...names));
    if (number === undefined) throw new Error(`no cell: ${names.join(" ")}`);
    return number;
  };
  const totalsOfProfession = (code: string): string[] => climb(code, (one) => professions.get(one)?.parent);
  const totalsOfArea = (code: string): string[] => climb(code, (one) => areas.get(one)?.parent);

  /** The member of a group that the job role names, or the one for those whose role is not known. */
  const splitByRole = (group: string, jobRole: string | null): string => {
    const named = jobRole === null ? undefined : roles.get(jobRole)?.profession;
    if (named !== undefined && professions.get(named)?.parent === group) return named;
    const unknown = [...professions.values()].find(
      (one) => one.parent === group && one.kind === "role-unknown",
    );
    return unknown?.code ?? group;
  };

  const known = new Map<string, readonly number[]>();
  return {
    byNumber: new Map(all.map((one) => [one.cell, one])),
    find,
    areas,
    needJobRole: new Set(
      [...professions.values()].filter((one) => one.needs_job_role === "yes").map((one) => one.code),
    ),
    totalsOfProfession,
    totalsOfArea,
    ofOccupation(employer, occupationCode, jobRole) {
      const name = key(employer, occupationCode, String(jobRole));
      const found = known.get(name);
      if (found) return found;
      const { profession: named, staff_type } = occupations.get(occupationCode) ?? {};
      if (named === undefined || staff_type === undefined) return [];
      const own = jobRole === undefined ? named : splitByRole(named, jobRole);
      const cells = totalsOfArea(employer).flatMap((place) =>
        totalsOfProfession(own).flatMap((total) => [
          find(place, total, staff_type),
          find(place, total, "all"),
        ]),
      );
      known.set(name, cells);
      return cells;
    },
  };
}

function climb(code: string, parentOf: (code: string) => string | null | undefined): string[] {
  const parent = parentOf(code);
  return parent ? [code, ...climb(parent, parentOf)] : [code];
}

function key(...names: readonly string[]): string {
  return names.join("|");
}
