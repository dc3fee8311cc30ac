/**
 * Shows beside the pointer what a chart over time has at the nearest period: the row of the figure's table, which tells the
 * same to everybody. Escape takes it away.
 */
export function addTooltip(figure: HTMLElement): void {
  const table = figure.querySelector<HTMLTableElement>("table");
  const chart = figure.querySelector<HTMLElement>(".chart");
  const drawings = [...figure.querySelectorAll<SVGSVGElement>("svg[data-periods]")];
  if (table === null || chart === null || drawings.length === 0) return;
  const headers = [...table.querySelectorAll("thead th")].map((header) => header.textContent?.trim() ?? "");
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.ariaHidden = "true";
  tip.hidden = true;
  chart.append(tip);
  const hide = (): void => {
    tip.hidden = true;
  };
  for (const drawing of drawings) {
    const places = (drawing.dataset["periods"] ?? "").split(" ").map(Number);
    drawing.addEventListener("pointermove", (event) => {
      const box = drawing.getBoundingClientRect();
      const scale = drawing.viewBox.baseVal.width / box.width;
      const nearest = nearestOf(places, (event.clientX - box.left) * scale);
      const row = table.querySelector(`th[data-order="${nearest + 1}"]`)?.closest("tr");
      if (!row) return;
      tip.replaceChildren(
        ...[...row.cells].map((cell, index) => {
          const line = document.createElement("p");
          const value = cell.textContent?.trim() ?? "";
          line.textContent = index === 0 ? value : `${headers[index]}: ${value}`;
          return line;
        }),
      );
      tip.hidden = false;
      const around = chart.getBoundingClientRect();
      const left = box.left - around.left + (places[nearest] ?? 0) / scale;
      tip.style.left = `${Math.max(0, Math.min(left - tip.offsetWidth / 2, around.width - tip.offsetWidth))}px`;
      tip.style.top = `${box.top - around.top - tip.offsetHeight}px`;
    });
    drawing.addEventListener("pointerleave", hide);
  }
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
}

function nearestOf(places: readonly number[], wanted: number): number {
  let nearest = 0;
  for (const [index, place] of places.entries()) {
    if (Math.abs(place - wanted) < Math.abs((places[nearest] ?? 0) - wanted)) nearest = index;
  }
  return nearest;
}
