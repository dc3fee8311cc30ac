/** The line under a figure's title as one text: unit, place, period, and that the data are an example. */
export function subtitleOf(figure: Element): string {
  const parts = [...(figure.querySelector(".subtitle")?.childNodes ?? [])].map(
    (node) => node.textContent ?? "",
  );
  return parts
    .map((part) => part.replaceAll(/\s+/g, " ").trim())
    .filter((part) => part !== "")
    .join(" · ");
}
