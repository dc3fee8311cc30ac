import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import type { Contract } from "../contracts/contract.ts";
import type { ReceivedFile } from "../receive/find.ts";
import { exampleColumn } from "../receive/headings.ts";
import { FileRefused } from "../receive/refusal.ts";
import type { FileSource } from "../receive/source.ts";
import { quoteName, readRows, runUnordered } from "../warehouse/connect.ts";
import { keyedHash } from "../warehouse/person-key.ts";
import { historyTable } from "./history.ts";
import { findIdentifiers, type Identifiers, joinPatterns } from "./identifiers.ts";
import { type Screening, screen } from "./screen.ts";

const faultSummary = z.object({
  rule: z.string(),
  severity: z.enum(["rejected", "advisory", "left-out"]),
  column: z.string(),
  count: z.int(),
  first: z.array(z.object({ line: z.coerce.number(), value: z.string().nullable() })),
});

export type FaultSummary = z.infer<typeof faultSummary>;

export interface FileReport extends Screening {
  faults: FaultSummary[];
  /** More rows rejected than the contract lets pass: nothing of the file was loaded. */
  overLimit: boolean;
}

/** How many places of each fault a summary names. */
const firstFaults = 20;

/**
 * Screens a file and, unless too much of it is rejected, adds its accepted rows to the history: all of them or,
 * when anything goes wrong, none. It is screened before the transaction begins, as the engine reads a table made in a
 * transaction with one thread.
 * @param rules fingerprint of the contract the file is checked against
 */
export async function loadFile(
  connection: DuckDBConnection,
  contract: Contract,
  file: ReceivedFile,
  source: FileSource,
  identifiers: Identifiers,
  personKey: Buffer,
  rules: string,
): Promise<FileReport> {
  const report = await screenFile(connection, contract, source, identifiers);
  if (report.overLimit) return report;
  await connection.run("begin");
  try {
    await keep(connection, contract, file, source, report, personKey, rules);
    await connection.run("commit");
    return report;
  } catch (error) {
    await connection.run("rollback");
    throw error;
  }
}

/** Screens a file without loading it. */
export async function screenFile(
  connection: DuckDBConnection,
  contract: Contract,
  source: FileSource,
  identifiers: Identifiers,
): Promise<FileReport> {
  const screening = await screen(connection, contract, source);
  await refuseIdentifiers(connection, contract, source, identifiers);
  await connection.run("update faults set value = null where regexp_matches(value, $pattern)", {
    pattern: joinPatterns(identifiers.contents),
  });
  const faults = await summariseFaults(connection, "faults");
  return { ...screening, faults, overLimit: screening.rejected > contract.rejected_limit * screening.rows };
}

/** @param relation SQL of the faults of one file, like the table `faults` */
export async function summariseFaults(
  connection: DuckDBConnection,
  relation: string,
): Promise<FaultSummary[]> {
  return readRows(
    connection,
    faultSummary,
    `select rule, severity, column_name as "column", count(*)::int as count,
       list({line: line, value: left(value, 60)} order by line)[:${firstFaults}] as first
     from ${relation} group by all order by severity desc, count desc, rule, "column"`,
  );
}

/**
 * Columns of text are searched, those of the contract as they were typed (what has not their form is a fault by itself),
 * and those no contract knows.
 * @throws FileRefused `identifier-content`
 */
async function refuseIdentifiers(
  connection: DuckDBConnection,
  contract: Contract,
  source: FileSource,
  { contents }: Identifiers,
): Promise<void> {
  const searched = source.fields.flatMap(({ name, heading, column }) => {
    const type = column === null ? "unknown" : contract.columns[column]?.type;
    const isText = type === "unknown" || type === "text" || type === "person";
    return isText && heading !== exampleColumn
      ? [{ name, heading, column, isPerson: type === "person" }]
      : [];
  });
  const known = searched.flatMap((one) => (one.column ? [{ ...one, name: one.column }] : []));
  const unknown = searched.filter((one) => one.column === null);
  const found = [
    ...(await findIdentifiers(connection, "screened", known, contents)),
    ...(await findIdentifiers(connection, source.table, unknown, contents)),
  ];
  if (found.length === 0) return;
  throw new FileRefused({
    rule: "identifier-content",
    columns: [...new Set(found.map((one) => one.column))],
    kinds: [...new Set(found.map((one) => one.kind))],
  });
}

async function keep(
  connection: DuckDBConnection,
  contract: Contract,
  file: ReceivedFile,
  source: FileSource,
  report: Screening,
  personKey: Buffer,
  rules: string,
): Promise<void> {
  const earlier = await readRows(
    connection,
    z.object({ load_id: z.int(), received_at: z.string() }),
    "select load_id, received_at::varchar as received_at from history.load where dataset = $dataset and sha256 = $sha256",
    { dataset: file.dataset, sha256: file.sha256 },
  );
  const table = historyTable(contract);
  for (const { load_id } of earlier) {
    for (const name of [table, "history.load", "history.fault"]) {
      await connection.run(`delete from ${name} where load_id = $load_id`, { load_id });
    }
  }
  const [next] = await readRows(
    connection,
    z.object({ id: z.int() }),
    "select coalesce(max(load_id), 0)::int + 1 as id from history.load",
  );
  const load_id = earlier[0]?.load_id ?? next?.id ?? 1;
  await insertRows(connection, contract, table, load_id, personKey);
  await connection.run(
    "insert into history.fault select $load_id, line, column_name, value, rule, severity from faults",
    { load_id },
  );
  await connection.run(
    `insert into history.load select $load_id, $dataset, $file, $sha256,
       coalesce($received_at::timestamp, now() at time zone 'UTC'), $rules, $is_example,
       $rows, $rejected, $advisory, $out_of_scope, $left_out, $notes`,
    {
      load_id,
      dataset: file.dataset,
      file: file.name,
      sha256: file.sha256,
      received_at: earlier[0]?.received_at ?? null,
      rules,
      is_example: source.isExample,
      rows: report.rows,
      rejected: report.rejected,
      advisory: report.advisory,
      out_of_scope: report.outOfScope,
      left_out: report.leftOut,
      notes: [source.format, source.encoding, ...source.unknownHeadings].filter(Boolean).join(" · "),
    },
  );
}

async function insertRows(
  connection: DuckDBConnection,
  contract: Contract,
  table: string,
  loadId: number,
  personKey: Buffer,
): Promise<void> {
  const names = Object.keys(contract.columns);
  const persons = names.filter((name) => contract.columns[name]?.type === "person");
  for (const name of persons) await numberPersons(connection, name, personKey);
  const select = names.map((name) =>
    persons.includes(name) ? `${personTable(name)}.person` : `screened.${quoteName(name)}`,
  );
  const joins = persons.map(
    (name) => `join ${personTable(name)} on ${personTable(name)}.given = screened.${quoteName(name)}`,
  );
  await runUnordered(
    connection,
    `insert into ${table} (load_id, ${names.map(quoteName).join(", ")})
     select ${loadId}, ${select.join(", ")} from screened ${joins.join(" ")} where not is_rejected`,
  );
}

/** Gives every pseudonym of the column its number: that of its keyed hash, a new one for a hash not seen before. */
async function numberPersons(connection: DuckDBConnection, name: string, personKey: Buffer): Promise<void> {
  await connection.run(`
    create or replace temp table given_person as
      select given, ${keyedHash(personKey, "given")} as hashed
      from (select distinct ${quoteName(name)} as given from screened where not is_rejected);
    insert into history.person
      select (select coalesce(max(person), 0) from history.person) + row_number() over (order by hashed), hashed
      from (select hashed from given_person anti join history.person using (hashed));
    create or replace temp table ${personTable(name)} as
      select given_person.given, person.person
      from given_person join history.person using (hashed);
    drop table given_person`);
}

function personTable(name: string): string {
  return quoteName(`person_${name}`);
}
