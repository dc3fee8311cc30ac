import { type FileHandle, open } from "node:fs/promises";
import { quoteText } from "../warehouse/connect.ts";
import { lineLimit } from "./refusal.ts";

/** Column of a scratch table that holds the line of the file each row comes from. */
export const lineField = "line";

const bufferSize = 1 << 20;

/** What a field is quoted for. */
const special = /[",\r\n]/;

/** Bytes of the longest row there can be, all of it quoted; left to itself the engine would set 16 times as much aside. */
const bufferLimit = 2 * lineLimit + (1 << 20);

/** A delimited UTF-8 file that rows of another format are written to, so that the engine can read them in parallel. */
export class Scratch {
  readonly path: string;
  readonly #handle: FileHandle;
  #pending: string[] = [];
  #pendingSize = 0;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  static async create(path: string): Promise<Scratch> {
    return new Scratch(path, await open(path, "w"));
  }

  /** Takes one row; it is written when `drain` is next waited for. */
  write(line: number, fields: readonly string[]): void {
    const isPlain = !special.test(fields.join(" "));
    const text = `${line},${(isPlain ? fields : fields.map(quoteField)).join(",")}\n`;
    this.#pending.push(text);
    this.#pendingSize += text.length;
  }

  async drain(): Promise<void> {
    if (this.#pendingSize > bufferSize) await this.#flush();
  }

  async close(): Promise<void> {
    await this.#flush();
    await this.#handle.close();
  }

  async #flush(): Promise<void> {
    const text = this.#pending.join("");
    this.#pending = [];
    this.#pendingSize = 0;
    await this.#handle.writeFile(text);
  }
}

/** SQL of the rows of a scratch file: `line` and the text of each field. */
export function scratchTable(path: string, names: readonly string[]): string {
  const columns = [
    `${quoteText(lineField)}: 'bigint'`,
    ...names.map((name) => `${quoteText(name)}: 'varchar'`),
  ];
  return `read_csv(${quoteText(path)}, auto_detect = false, header = false, delim = ',', quote = '"',
    escape = '"', new_line = '\\n', max_line_size = ${bufferLimit}, buffer_size = ${bufferLimit}, compression = 'none',
    hive_partitioning = false, columns = {${columns.join(", ")}})`;
}

function quoteField(field: string): string {
  return special.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
