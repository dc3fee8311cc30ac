/** JSON as it is published: indented, with a last line break. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
