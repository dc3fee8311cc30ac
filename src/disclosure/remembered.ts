import { createHash } from "node:crypto";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { readRows } from "../warehouse/connect.ts";
import type { Grid } from "./grid.ts";
import type { Policy } from "./policy.ts";
import { mapReach } from "./reach.ts";
import type { Solved, Task } from "./solvers.ts";

const column = z.string();
const answer = z.object({
  partners: z.object({ hide: z.array(z.int()), unmet: z.array(z.int()) }),
  around: z.array(z.int()),
  reach: z.object({ rise: column, fall: column, vainRise: column, vainFall: column }),
});

/** Answers by the content of their tasks, kept in the warehouse: what did not change is not worked out again. */
export interface Memory {
  find(key: string): Solved | undefined;
  add(key: string, solved: Solved): void;
  /** Keeps what was added. */
  save(): Promise<void>;
  /** Forgets what was neither found nor added. */
  forget(): Promise<void>;
}

/** To be raised when the same task is answered otherwise. */
const algorithm = 8;

/** Identifies a task by everything that its answer depends on. */
export function taskKey(
  { cells, totals, areCategoriesOfAreas, reach }: Task,
  grid: Grid,
  policy: Policy,
): string {
  const hash = createHash("sha256").update(JSON.stringify([algorithm, policy, totals, areCategoriesOfAreas]));
  const { cell, category, hi, lo, up, down, cost, count, state } = cells;
  const parents = grid.map((parent) => Int32Array.from(cell, (one) => parent[one] ?? -1));
  const columns = [cell, category, hi, lo, up, down, cost, count, state, ...Object.values(reach), ...parents];
  for (const column of columns) {
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  return hash.digest("hex");
}

export async function openMemory(connection: DuckDBConnection): Promise<Memory> {
  await connection.run(`
    create schema if not exists history;
    -- What was remembered in another shape.
    drop table if exists history.protection;
    create table if not exists history.protected_table (key varchar, answer varchar)`);
  const stored = await readRows(
    connection,
    z.object({ key: z.string(), answer: z.string() }),
    "from history.protected_table",
  );
  const known = new Map(stored.map((one) => [one.key, one.answer]));
  const used = new Set<string>();
  const added: { key: string; answer: string }[] = [];
  return {
    find(key) {
      const text = known.get(key);
      if (text === undefined) return undefined;
      used.add(key);
      const { reach, ...solved } = answer.parse(JSON.parse(text));
      return { ...solved, reach: mapReach(reach, decode) };
    },
    add(key, { reach, ...solved }) {
      used.add(key);
      added.push({ key, answer: JSON.stringify({ ...solved, reach: mapReach(reach, encode) }) });
    },
    async save() {
      for (const part of chunks(added, 200)) {
        await connection.run(
          `insert into history.protected_table
           select unnest(from_json($rows, '[{"key":"VARCHAR","answer":"VARCHAR"}]'), max_depth := 2)`,
          { rows: JSON.stringify(part) },
        );
      }
    },
    async forget() {
      await connection.run(
        `delete from history.protected_table where key not in (select unnest(from_json($keys, '["VARCHAR"]')))`,
        { keys: JSON.stringify([...used]) },
      );
    },
  };
}

function encode(column: Uint8Array): string {
  return Buffer.from(column).toString("base64");
}

function decode(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}

function* chunks<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}
