import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { z } from "zod";

export interface EngineOptions {
  /** Database file, or `:memory:`. */
  path: string;
  readOnly?: boolean;
  /** Worker threads; the engine's default is one per core. */
  threads?: number;
  /** Memory limit such as `4GB`. */
  memory?: string;
}

export interface Warehouse {
  connection: DuckDBConnection;
  close(): void;
}

/**
 * Opens the engine. Time zone and network are fixed, so that the machine cannot change a result. What is written goes into
 * the file's own pages when the warehouse is closed, not again and again on the way.
 */
export async function openWarehouse(options: EngineOptions): Promise<Warehouse> {
  const config: Record<string, string> = {
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "true",
    checkpoint_threshold: "1TB",
  };
  if (options.readOnly) config["access_mode"] = "READ_ONLY";
  if (options.threads) config["threads"] = String(options.threads);
  if (options.memory) config["memory_limit"] = options.memory;
  const instance = await DuckDBInstance.create(options.path, config);
  const connection = await connect(instance);
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const instances = new WeakMap<DuckDBConnection, DuckDBInstance>();

async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  instances.set(connection, instance);
  await connection.run("set timezone = 'UTC'");
  return connection;
}

/**
 * Does the work of each item on one of several connections to the same warehouse, as many as the engine has threads but
 * no more than four: a statement over few rows keeps one thread busy. `prepare` makes what each connection needs first.
 * @throws what the first failing item threw, after the others at work have ended
 */
export async function runSideBySide<T>(
  connection: DuckDBConnection,
  items: readonly T[],
  prepare: (connection: DuckDBConnection) => Promise<void>,
  work: (connection: DuckDBConnection, item: T) => Promise<void>,
): Promise<void> {
  const instance = instances.get(connection);
  if (!instance) throw new TypeError("the connection is not one of an open warehouse");
  const [setting] = await readRows(
    connection,
    z.object({ threads: z.int() }),
    "select current_setting('threads')::int as threads",
  );
  const waiting = [...items];
  const lanes = Array.from({ length: Math.min(setting?.threads ?? 1, 4) }, async () => {
    const lane = await connect(instance);
    try {
      await prepare(lane);
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(lane, item);
    } catch (error) {
      waiting.length = 0;
      throw error;
    } finally {
      lane.closeSync();
    }
  });
  const failed = (await Promise.allSettled(lanes)).find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
}

/** Rows of a query, each parsed with `schema`. Integers must be cast in SQL (`::int`, `::double`). */
export async function readRows<T>(
  connection: DuckDBConnection,
  schema: z.ZodType<T>,
  sql: string,
  values: Record<string, DuckDBValue> = {},
): Promise<T[]> {
  const reader = await connection.runAndReadAll(sql, values);
  return reader.getRowObjectsJson().map((row) => schema.parse(row));
}

/** Runs a statement whose rows may be stored in any order, which is faster; after a failure call `keepOrder`. */
export async function runUnordered(connection: DuckDBConnection, sql: string): Promise<void> {
  await connection.run("set preserve_insertion_order = false");
  await connection.run(sql);
  await keepOrder(connection);
}

/** Rows keep the order they are read in, as they do unless a statement was run by `runUnordered`. */
export async function keepOrder(connection: DuckDBConnection): Promise<void> {
  await connection.run("set preserve_insertion_order = true");
}

/** `name` as a quoted SQL identifier. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `text` as a quoted SQL string, for statements that take no parameters (COPY, read_csv options). */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
