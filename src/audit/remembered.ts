import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "../warehouse/connect.ts";
import type { Given } from "./grounds.ts";
import { type Findings, findings } from "./report.ts";

/** A table in a period: their places in the lists of the audit. */
export interface Task {
  table: number;
  period: number;
}

/** What a task found, and the counts that it read: `<population>/<period>`, places in the lists. */
export interface Answer {
  findings: Findings;
  read: readonly string[];
}

/** What tasks found before, each with a hash of everything that it rests on: the same gives the same. */
export interface AuditMemory {
  find(task: Task): Findings | undefined;
  add(task: Task, answer: Answer): void;
  /** Keeps what was found or added, and nothing else. */
  save(): Promise<void>;
}

const row = z.object({ task: z.string(), read: z.array(z.string()), key: z.string(), findings: z.string() });

type Row = z.infer<typeof row>;

/**
 * What is remembered in the warehouse of audits by the same code.
 * @param code a hash of the code
 */
export async function openAuditMemory(
  connection: DuckDBConnection,
  given: Given,
  code: string,
): Promise<AuditMemory> {
  await connection.run(`
    create schema if not exists history;
    create table if not exists history.audit (task varchar, read varchar[], key varchar, findings varchar)`);
  const { knowledge, tables } = given;
  const stored = new Map(
    (await readRows(connection, row, "from history.audit")).map((one) => [one.task, one]),
  );
  const kept: Row[] = [];
  const basis = hashBasis(given, code);
  const contents = new Map<string, string>();
  const dateOf = (period: number): string => knowledge.periods[period] ?? "";
  const name = ({ table, period }: Task): string => `${tables[table]?.id ?? ""}/${dateOf(period)}`;
  const hashCounts = (of: string): string => {
    const found = contents.get(of) ?? hashContent(given, of);
    contents.set(of, found);
    return found;
  };
  /** Of what a task rests on, given the counts that it read by population and date. A task looks for no later period. */
  const keyOf = (task: Task, read: readonly string[]): string => {
    const periods = knowledge.periods.slice(0, task.period + 1);
    const counts = read.map((one) => {
      const [population = "", date = ""] = one.split("/");
      return [one, hashCounts(`${population}/${knowledge.periods.indexOf(date)}`)];
    });
    const services = knowledge.populations.flatMap(({ table }, population) =>
      table === task.table ? (knowledge.services.get(`${population}/${task.period}`) ?? []) : [],
    );
    return hash(JSON.stringify([basis, name(task), periods, counts, services]));
  };
  return {
    find(task) {
      const one = stored.get(name(task));
      if (!one || one.key !== keyOf(task, one.read)) return undefined;
      kept.push(one);
      const found = findings.parse(JSON.parse(one.findings));
      return { ...found, effort: { ...found.effort, remembered: 1, seconds: 0 } };
    },
    add(task, { findings: found, read }) {
      const dated = read.map((one) => {
        const [population = "", period = ""] = one.split("/");
        return `${population}/${dateOf(Number(period))}`;
      });
      kept.push({
        task: name(task),
        read: dated,
        key: keyOf(task, dated),
        findings: JSON.stringify(found),
      });
    },
    async save() {
      await connection.run(
        `create or replace table history.audit as
         select unnest(from_json($rows,
           '[{"task":"VARCHAR","read":["VARCHAR"],"key":"VARCHAR","findings":"VARCHAR"}]'), max_depth := 2)`,
        { rows: JSON.stringify(kept) },
      );
    },
  };
}

/** Of everything but counts: a place in a list of it means the same as long as this is the same. */
function hashBasis({ knowledge, tables, hierarchies, rules }: Given, code: string): string {
  const { populations, averages, amounts, cells, categories } = knowledge;
  const below = hierarchies.map((one) => [...one]);
  return hash(
    JSON.stringify([code, populations, averages, amounts, cells, categories, tables, below, rules]),
  );
}

/** Of the counts of a population in a period; nothing where there are none. */
function hashContent({ knowledge }: Given, range: string): string {
  const [from, to] = knowledge.ranges.get(range) ?? [0, 0];
  const all = createHash("sha256");
  for (const column of Object.values(knowledge.counts)) {
    const part = column.slice(from, to);
    all.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  return all.digest("hex");
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
