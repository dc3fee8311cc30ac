/** The line under a figure's title as one text: unit, place, period, and what the data are marked as. */
export function subtitleOf(figure: Element): string {
  const parts = [...(figure.querySelector(".subtitle")?.childNodes ?? [])].map(
    (node) => node.textContent ?? "",
  );
  return parts
    .map((part) => part.replaceAll(/\s+/g, " ").trim())
    .filter((part) => part !== "")
    .join(" · ");
}
