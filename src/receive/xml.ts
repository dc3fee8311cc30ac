export interface XmlHandlers {
  /** @param name without its prefix */
  open(name: string, attributes: string): void;
  /** Text between two tags, in one or more pieces. */
  text(text: string): void;
  close(name: string): void;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** No tag of a workbook is longer, in characters. */
const tagLimit = 1 << 20;

/**
 * Goes through an XML document while it is being read.
 * @param afterChunk waited for after each chunk; false ends the reading
 * @throws RangeError when the document is not well-formed, or declares entities
 */
export async function readXml(
  chunks: AsyncIterable<Buffer>,
  handlers: XmlHandlers,
  afterChunk: () => boolean | Promise<boolean> = () => true,
): Promise<void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const open: string[] = [];
  let rest = "";
  for await (const chunk of chunks) {
    rest = readMarkup(rest + decoder.decode(chunk, { stream: true }), open, handlers);
    if (!(await afterChunk())) return;
  }
  if (open.length > 0 || `${rest}${decoder.decode()}`.trim() !== "")
    throw new RangeError("XML ends too early");
}

/** Reads what is complete in `markup` and gives back the rest. */
function readMarkup(markup: string, open: string[], handlers: XmlHandlers): string {
  let at = 0;
  for (;;) {
    const tag = markup.indexOf("<", at);
    const textEnd = tag < 0 ? completeText(markup, at) : tag;
    if (textEnd > at) handlers.text(decodeEntities(markup.slice(at, textEnd)));
    at = textEnd;
    if (tag < 0) return markup.slice(at);
    const end = endOfTag(markup, tag);
    if (end < 0) {
      if (markup.length - tag > tagLimit) throw new RangeError("tag too long");
      return markup.slice(tag);
    }
    readTag(markup, tag, end, open, handlers);
    at = end + 1;
  }
}

/** Where the text may be cut without cutting a reference in two. */
function completeText(markup: string, from: number): number {
  const reference = markup.lastIndexOf("&");
  return reference >= from && markup.length - reference < 12 && !markup.includes(";", reference)
    ? reference
    : markup.length;
}

function readTag(markup: string, tag: number, end: number, open: string[], handlers: XmlHandlers): void {
  const first = markup[tag + 1];
  if (first === "?") return;
  if (first === "!") {
    if (markup.startsWith("<!--", tag)) return;
    if (!markup.startsWith("<![CDATA[", tag)) throw new RangeError("document type declared");
    handlers.text(markup.slice(tag + 9, end - 2));
    return;
  }
  if (first === "/") {
    const name = markup.slice(tag + 2, end).trimEnd();
    if (open.pop() !== name) throw new RangeError("wrong closing tag");
    handlers.close(withoutPrefix(name));
    return;
  }
  const isEmpty = markup[end - 1] === "/";
  const content = markup.slice(tag + 1, isEmpty ? end - 1 : end);
  const blank = content.search(/\s/);
  const name = blank < 0 ? content : content.slice(0, blank);
  if (name === "") throw new RangeError("tag without a name");
  if (open.length > 1000) throw new RangeError("nested too deep");
  handlers.open(withoutPrefix(name), blank < 0 ? "" : content.slice(blank));
  if (isEmpty) handlers.close(withoutPrefix(name));
  else open.push(name);
}

/** Index of the `>` that ends the tag, or -1 when it has not come yet. */
function endOfTag(markup: string, tag: number): number {
  for (const [start, end] of [
    ["<!--", "-->"],
    ["<![CDATA[", "]]>"],
    ["<?", "?>"],
  ] as const) {
    if (!markup.startsWith(start, tag)) continue;
    const found = markup.indexOf(end, tag + start.length);
    return found < 0 ? -1 : found + end.length - 1;
  }
  let quote = 0;
  for (let at = tag + 1; at < markup.length; at++) {
    const code = markup.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 34 || code === 39) quote = code;
    else if (code === 62) return at;
    else if (code === 60) throw new RangeError("tag inside a tag");
  }
  return -1;
}

function withoutPrefix(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Value of an attribute, by its name with or without a prefix. */
export function readAttribute(attributes: string, name: string): string | null {
  let at = attributes.indexOf(name);
  while (at >= 0) {
    const before = attributes.charCodeAt(at - 1);
    const match = before <= 32 || before === 58 ? valueAfter(attributes, at + name.length) : null;
    if (match !== null) return decodeEntities(match);
    at = attributes.indexOf(name, at + 1);
  }
  return null;
}

function valueAfter(attributes: string, from: number): string | null {
  let at = from;
  while (attributes.charCodeAt(at) <= 32) at++;
  if (attributes[at] !== "=") return null;
  at++;
  while (attributes.charCodeAt(at) <= 32) at++;
  const quote = attributes[at];
  if (quote !== '"' && quote !== "'") return null;
  const end = attributes.indexOf(quote, at + 1);
  return end < 0 ? null : attributes.slice(at + 1, end);
}

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]{1,8});/g, (_, name: string) => {
    const character = name.startsWith("#x")
      ? String.fromCodePoint(Number.parseInt(name.slice(2), 16))
      : name.startsWith("#")
        ? String.fromCodePoint(Number.parseInt(name.slice(1), 10))
        : entities[name];
    if (character === undefined) throw new RangeError("unknown entity");
    return character;
  });
}
