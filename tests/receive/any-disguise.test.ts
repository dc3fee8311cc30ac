import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readContracts } from "../../src/contracts/contract.ts";
import { openWarehouse, quoteText } from "../../src/warehouse/connect.ts";
import { temporaryFolder } from "../support/folders.ts";
import { pipelines } from "../support/given.ts";
import { disguise, disguises, expectedRows, tables } from "./disguise.ts";
import { readFile } from "./read-rows.ts";

const contracts = await readContracts(pipelines);

test.each(Object.keys(tables))("a valid %s table reads to the same rows in any disguise", async (dataset) => {
  const contract = contracts.find((one) => one.dataset === dataset);
  const table = tables[dataset];
  if (!contract || !table) throw new Error(`unknown dataset: ${dataset}`);
  const folder = await temporaryFolder();
  const { connection, close } = await openWarehouse({ path: ":memory:" });
  let count = 0;
  await fc.assert(
    fc.asyncProperty(table, disguises, async (sent, as) => {
      const [name, bytes] = await disguise(sent, dataset, as);
      const path = join(folder, `${count++}-${name}`);
      await writeFile(path, bytes);
      if (as.kind === "parquet") {
        await connection.run(`copy (from read_csv(${quoteText(path)}, header = true, delim = ',', all_varchar = true))
          to ${quoteText(path.slice(0, -4))} (format parquet)`);
      }
      const sentPath = as.kind === "parquet" ? path.slice(0, -4) : path;
      const read = await readFile(connection, contract, folder, sentPath, sentPath);
      if ("rule" in read) throw new Error(JSON.stringify(read));
      const rows = read.rows.map(({ line: _, ...values }) => values);
      expect(rows.map(comparable)).toEqual(expectedRows(sent).map(comparable));
      const layout = "layout" in as ? as.layout : null;
      const blankRows = as.kind === "delimited" && as.layout.blankRow ? 1 : 0;
      expect(read.structural.length).toBe(
        (layout?.totals.length ?? 0) + (layout?.repeatHeadings ? 1 : 0) + blankRows,
      );
    }),
    { numRuns: 150, seed: 20260930 },
  );
  close();
});

/** Numbers in one form, and columns in one order. */
function comparable(row: Record<string, string | null>): [string, string | null][] {
  return Object.entries(row)
    .map(([name, value]): [string, string | null] => [
      name,
      value !== null && /^\d+\.\d+$/.test(value) ? String(Number(value)) : value,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
