/** Markup that may be inserted as it is. Everything else is escaped by `html`. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type Content = Html | string | number | null | undefined | false | readonly Content[];

const joined = new WeakMap<TemplateStringsArray, string[]>();

/**
 * Builds markup from a template: values are escaped unless they are `Html`, lists are joined, `null`, `undefined`
 * and `false` leave nothing. The result never holds a line break, so that Markdown takes a page as one HTML block.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  const parts = joined.get(strings) ?? strings.map((part) => part.replace(/\s*\n\s*/g, " "));
  joined.set(strings, parts);
  return new Html(
    parts.map((part, index) => (index < values.length ? part + render(values[index]) : part)).join(""),
  );
}

/** Puts a separator between contents. */
export function joinContent(contents: readonly Content[], separator: string): readonly Content[] {
  return contents.flatMap((content, index) => (index === 0 ? [content] : [separator, content]));
}

/** Marks text as markup; only for markup that this project made itself. */
export function raw(text: string): Html {
  return new Html(text);
}

/** Escapes text for element content and quoted attributes. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"'\r\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function render(content: Content): string {
  if (content === null || content === undefined || content === false) return "";
  if (content instanceof Html) return content.text;
  if (typeof content === "string") return escapeHtml(content);
  if (typeof content === "number") return String(content);
  return content.map(render).join("");
}
