import { readHead } from "./head.ts";
import { FileRefused } from "./refusal.ts";
import { openZip } from "./zip.ts";

/** What openers there are; `text` is delimited or one JSON object a line. */
export type Format = "text" | "gzip" | "xlsx" | "parquet" | "arrow-file" | "arrow-stream";

/** First bytes of each format; those that are no `Format` are recognised to be refused by name. */
const signatures: readonly (readonly [format: string, hex: string])[] = [
  ["gzip", "1f8b"],
  ["parquet", "50415231"],
  ["parquet-encrypted", "50415245"],
  ["arrow-file", "4152524f5731"],
  ["arrow-stream", "ffffffff"],
  ["zip", "504b0304"],
  ["zip", "504b0506"],
  ["ole", "d0cf11e0a1b11ae1"],
  ["pdf", "25504446"],
  ["rtf", "7b5c727466"],
  ["7z", "377abcaf271c"],
  ["rar", "526172211a07"],
  ["zstd", "28b52ffd"],
  ["bzip2", "425a68"],
  ["xz", "fd377a585a00"],
  ["sqlite", "53514c69746520666f726d6174"],
  ["png", "89504e47"],
  ["jpeg", "ffd8ff"],
  ["spss", "24464c32"],
  ["feather", "46454131"],
  ["avro", "4f626a01"],
];

/** What a text file must not claim to be by its extension. */
const extensions: Readonly<Record<string, Format | "unsupported">> = {
  gz: "gzip",
  xlsx: "xlsx",
  xlsm: "xlsx",
  parquet: "parquet",
  arrow: "arrow-file",
  doc: "unsupported",
  docx: "unsupported",
  odt: "unsupported",
  ods: "unsupported",
  pdf: "unsupported",
  zip: "unsupported",
  xlsb: "unsupported",
  sav: "unsupported",
};

/** Parts that tell what a zip archive is. */
const zipParts: readonly (readonly [format: string, part: string])[] = [
  ["xlsx", "xl/workbook.xml"],
  ["xlsb", "xl/workbook.bin"],
  ["docx", "word/document.xml"],
  ["pptx", "ppt/presentation.xml"],
  ["numbers", "Index/Document.iwa"],
];

/** How far into an OLE container its directory is looked for, in bytes. */
const oleHead = 1 << 20;

/**
 * What a file is by its first bytes; the extension decides only where they say no more than "text".
 * @throws FileRefused `unsupported-format`, `password-protected`, `unreadable-file`
 */
export async function detectFormat(path: string, name: string): Promise<Format> {
  const head = await readHead(path, 64);
  const extension = /\.([a-z0-9]+)$/.exec(name.toLowerCase())?.[1] ?? "";
  const found = signatures.find(([, hex]) => head.toString("hex").startsWith(hex))?.[0];
  switch (found) {
    case "gzip":
    case "parquet":
    case "arrow-file":
    case "arrow-stream":
      return found;
    case "zip":
      return inspectZip(path, extension);
    case "ole":
      return inspectOle(path);
    case "parquet-encrypted":
      throw new FileRefused({ rule: "password-protected", format: "parquet" });
    case undefined:
      return claimsOther(extension);
    default:
      throw new FileRefused({ rule: "unsupported-format", format: found });
  }
}

function claimsOther(extension: string): Format {
  const claimed = extensions[extension] ?? "text";
  if (claimed === "text") return claimed;
  throw new FileRefused(
    claimed === "unsupported"
      ? { rule: "unsupported-format", format: extension }
      : { rule: "unreadable-file", detail: claimed === "arrow-file" ? "arrow" : claimed },
  );
}

async function inspectZip(path: string, extension: string): Promise<Format> {
  const zip = await openZip(path, extension === "" ? "zip" : extension);
  try {
    const found = zipParts.find(([, part]) => zip.entries.has(part))?.[0];
    if (found === "xlsx") return found;
    const format = found ?? (zip.entries.has("mimetype") ? extension || "odf" : "zip");
    throw new FileRefused({ rule: "unsupported-format", format });
  } finally {
    await zip.close();
  }
}

/** Office puts an encrypted workbook into the container of its old formats. */
async function inspectOle(path: string): Promise<never> {
  const head = await readHead(path, oleHead);
  const holds = (stream: string): boolean => head.includes(Buffer.from(stream, "utf16le"));
  if (holds("EncryptedPackage")) throw new FileRefused({ rule: "password-protected", format: "xlsx" });
  const format = holds("Workbook") || holds("Book") ? "xls" : holds("WordDocument") ? "doc" : "ole";
  throw new FileRefused({ rule: "unsupported-format", format });
}

/**
 * What decoded text is by its first character.
 * @throws FileRefused `empty-file`, `unsupported-format`
 */
export async function detectTextFormat(path: string): Promise<"ndjson" | "delimited"> {
  const head = (await readHead(path, 1 << 16))
    .toString("utf8")
    .replace(/^\ufeff/, "")
    .trimStart();
  if (head === "") throw new FileRefused({ rule: "empty-file" });
  if (head.startsWith("{")) return "ndjson";
  if (/^\[\s*[{[\]]/.test(head)) throw new FileRefused({ rule: "unsupported-format", format: "json" });
  if (/^<(!doctype html|html|table|head|body|meta)/i.test(head)) {
    throw new FileRefused({ rule: "unsupported-format", format: "html" });
  }
  if (/^<(\?xml|[a-z]+[ >:])/i.test(head))
    throw new FileRefused({ rule: "unsupported-format", format: "xml" });
  return "delimited";
}
