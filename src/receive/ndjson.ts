import { createReadStream, createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { z } from "zod";
import { quoteText, readRows } from "../warehouse/connect.ts";
import type { DecodedText } from "./decode.ts";
import { acceptHeadings, type MatchHeadings } from "./header.ts";
import { FileRefused, lineLimit, lineTooLong } from "./refusal.ts";
import { describeFields, type FileSource } from "./source.ts";

/** Different keys all lines together may have. */
const keyLimit = 1000;

/**
 * One JSON object a line (ndjson.org): the keys of all lines are the headings, nested values are their JSON text.
 * @param scratch where a copy may be written that has an object on each empty line, so that lines can be counted
 * @throws FileRefused
 */
export async function openNdjson(
  connection: DuckDBConnection,
  text: DecodedText,
  match: MatchHeadings,
  scratch: string,
): Promise<FileSource> {
  if (text.longestLine > lineLimit) throw lineTooLong();
  const path = text.hasEmptyLine ? await fillEmptyLines(text.path, scratch) : text.path;
  const objects = `read_ndjson_objects(${quoteText(path)}, maximum_object_size = ${lineLimit}, compression = 'uncompressed', hive_partitioning = false)`;
  const unreadable = (cause: unknown): FileRefused =>
    new FileRefused({ rule: "unreadable-file", detail: "ndjson" }, cause);
  const keys = await readKeys(connection, objects).catch((cause: unknown) => {
    throw cause instanceof FileRefused ? cause : unreadable(cause);
  });
  const described = describeFields(keys, acceptHeadings({ fields: keys, line: 1 }, match));
  const pointers = keys.map((key) => quoteText(`/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`));
  const columns = described.fields.map(({ name }, index) => `texts[${index + 1}] as ${name}`);
  return {
    ...described,
    table: `(select ${columns.join(", ")} from (select json_extract_string(json, [${pointers.join(", ")}]) as texts from ${objects}))`,
    lineField: null,
    structural: [
      {
        rule: "blank-row",
        condition: described.fields.map(({ name }) => `${name} is null`).join(" and "),
      },
    ],
    format: "ndjson",
    encoding: text.encoding,
    mayBeCutOff: false,
    firstLine: 1,
    diagnose: async (cause) => unreadable(cause),
  };
}

async function readKeys(connection: DuckDBConnection, objects: string): Promise<string[]> {
  const [odd] = await readRows(
    connection,
    z.object({ others: z.int(), twice: z.array(z.string()).nullable() }),
    `select count(*) filter (json_type(json) <> 'OBJECT')::int as others,
       first(json_keys(json)) filter (len(json_keys(json)) <> len(list_distinct(json_keys(json)))) as twice
     from ${objects}`,
  );
  if (!odd || odd.others > 0) throw new FileRefused({ rule: "unreadable-file", detail: "ndjson" });
  if (odd.twice) {
    const columns = odd.twice.filter((key, index, all) => all.indexOf(key) !== index);
    throw new FileRefused({ rule: "duplicate-heading", line: 1, columns });
  }
  const keys = await readRows(
    connection,
    z.object({ key: z.string() }),
    `select key from (select unnest(json_keys(json)) as key, row_number() over () as row from ${objects})
     group by key order by min(row), key limit ${keyLimit + 1}`,
  );
  if (keys.length > keyLimit) throw new FileRefused({ rule: "unreadable-file", detail: "ndjson" });
  return keys.map(({ key }) => key);
}

async function fillEmptyLines(path: string, target: string): Promise<string> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  await pipeline(
    Readable.from(lines),
    async function* (all: AsyncIterable<string>) {
      for await (const line of all) yield line.trim() === "" ? "{}\n" : `${line}\n`;
    },
    createWriteStream(target),
  );
  return target;
}
