import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import {
  DateDay,
  Dictionary,
  Float32,
  makeData,
  makeVector,
  Table,
  tableFromIPC,
  tableToIPC,
  Uint16,
  Utf8,
  type Vector,
  vectorFromArray,
} from "apache-arrow";
import { type CellChanges, cellKey, readCellChanges } from "./cell-changes.ts";
import { exploreFile } from "./explore-release.ts";
import { roundAsShown } from "./format.ts";
import { dimensions, limitsKey, toIsoDate } from "./observations.ts";
import type { Release } from "./release.ts";

const texts = ["period", ...dimensions, "marker"];
const numbers = ["value", "lower", "upper"];
const millisecondsOfDay = 86_400_000;
const compress = promisify(gzip);

/**
 * Makes one compressed Arrow file per indicator, by the file's name, from `observations.arrow`, whose rows are sorted by
 * indicator: what a figure shows, coded, and rounded as shown, and what changed since the release before. Their metadata have
 * the limits of the series and, in the restricted edition, its notice.
 */
export async function encodeCells(
  published: string,
  { indicators, manifest, controlLimits }: Pick<Release, "indicators" | "manifest" | "controlLimits">,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const table = tableFromIPC(readFileSync(join(published, "observations.arrow")));
  const column = (name: string): Vector => {
    const vector = table.getChild(name);
    if (vector === null) throw new Error(`observations.arrow: missing column: ${name}`);
    return vector;
  };
  const rows = rangesOf(column("indicator"));
  const changes = readCellChanges(published);
  const files = await Promise.all(
    indicators.map(async ({ id, decimals }) => {
      const [from, to] = rows.get(id) ?? [0, 0];
      const part = (name: string): Vector => column(name).slice(from, to);
      const changed = changes.get(id);
      const file = new Table({
        period_end: encodeDays(part("period_end")),
        ...Object.fromEntries(texts.map((name) => [name, encodeTexts(part(name))])),
        ...Object.fromEntries(numbers.map((name) => [name, encodeNumbers(part(name), decimals)])),
        ...(changed && { change: encodeTexts(kindsOf(changed, cellKey.map(part))) }),
      });
      const limits = controlLimits.filter(({ indicator }) => indicator === id);
      file.schema.metadata.set(
        limitsKey,
        JSON.stringify(limits, (_, value) =>
          typeof value === "number" ? roundAsShown(value, decimals) : value,
        ),
      );
      if (manifest.edition === "restricted") {
        file.schema.metadata.set("notice_en", manifest.notice?.en ?? "");
        file.schema.metadata.set("notice_cy", manifest.notice?.cy ?? "");
      }
      return [exploreFile(id), await compress(tableToIPC(file, "stream"))] as const;
    }),
  );
  return new Map(files);
}

/** The first row of each indicator and the row after its last. */
function rangesOf(column: Vector): ReadonlyMap<string, readonly [number, number]> {
  const ranges = new Map<string, [number, number]>();
  let row = 0;
  for (const indicator of column) {
    const range = ranges.get(indicator);
    if (range === undefined) ranges.set(indicator, [row, row + 1]);
    else if (range[1] === row) range[1] = row + 1;
    else throw new Error(`observations.arrow: not sorted by indicator: ${indicator}`);
    row += 1;
  }
  return ranges;
}

/** For each row the kind of its change, or null. */
function kindsOf(changes: CellChanges, [days, ...others]: readonly Vector[]): readonly (string | null)[] {
  return Array.from(days ?? [], (time, row) => {
    return (
      changes.get([toIsoDate(Number(time)), ...others.map((column) => column.get(row))].join(" ")) ?? null
    );
  });
}

function encodeTexts(column: Vector | readonly (string | null)[]): Vector {
  const codeOf = new Map<string, number>();
  const codes = new Uint16Array(column.length);
  let row = 0;
  for (const value of column) {
    const text = String(value ?? "");
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    codes[row] = code;
    row += 1;
  }
  return makeVector(
    makeData({
      type: new Dictionary(new Utf8(), new Uint16()),
      data: codes,
      dictionary: vectorFromArray([...codeOf.keys()], new Utf8()),
    }),
  );
}

function encodeDays(column: Vector): Vector {
  const days = Int32Array.from(column, (time) => Number(time) / millisecondsOfDay);
  return makeVector(makeData({ type: new DateDay(), data: days }));
}

function encodeNumbers(column: Vector, decimals: number): Vector {
  const data = new Float32Array(column.length);
  const nullBitmap = new Uint8Array(Math.ceil(column.length / 8));
  let nullCount = 0;
  for (let row = 0; row < column.length; row += 1) {
    const value = column.get(row);
    if (value === null) {
      nullCount += 1;
      continue;
    }
    data[row] = roundAsShown(value, decimals);
    nullBitmap[row >> 3] = (nullBitmap[row >> 3] ?? 0) | (1 << (row & 7));
  }
  return makeVector(makeData({ type: new Float32(), data, nullBitmap, nullCount, length: column.length }));
}
