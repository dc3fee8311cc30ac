/** Markup that may be inserted as it is. Everything else is escaped by `markup`. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Markup | string | number | null | readonly Content[];

/** Builds markup from a template: values are escaped unless they are `Markup`, lists are joined, null leaves nothing. */
export function markup(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(
    strings
      .map((part, index) => (index < values.length ? part + render(values[index] ?? null) : part))
      .join(""),
  );
}

function render(content: Content): string {
  if (content === null) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "string") return escapeText(content);
  if (typeof content === "number") return String(content);
  return content.map(render).join("");
}

/** Escapes for element content and quoted attributes; characters that control how text is shown are left out. */
function escapeText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]/gu, " ")
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
