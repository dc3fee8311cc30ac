/** Where a chart shows a row of its table; what is null does not matter, as the height does not over time. */
type Spot = { readonly x: number | null; readonly y: number | null };

/** The steps of the keys that go through the spots of a chart. */
const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Room between a spot and what is told of it. */
const gap = 14;

/**
 * Shows at the spot of a chart that is nearest to the pointer, or that the arrow keys have come to, the row of the figure's
 * table, which tells the same to everybody. Escape takes it away.
 */
export function addTooltip(figure: HTMLElement): void {
  const table = figure.querySelector<HTMLTableElement>("table");
  const chart = figure.querySelector<HTMLElement>(".chart");
  const drawings = [...figure.querySelectorAll<SVGSVGElement>("svg[data-spots]")];
  if (table === null || chart === null || drawings.length === 0) return;
  const headers = [...table.querySelectorAll("thead th")].map((header) => header.textContent?.trim() ?? "");
  const rows = [...table.querySelectorAll<HTMLTableRowElement>("tbody tr:not(.total)")];
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.ariaLive = "polite";
  tip.hidden = true;
  chart.append(tip);
  const hide = (): void => {
    tip.hidden = true;
  };
  const show = (drawing: SVGSVGElement, spot: Spot, row: HTMLTableRowElement | undefined): void => {
    if (row === undefined) return;
    tip.replaceChildren(
      ...[...row.cells].map((cell, index) => lineOf(cell, index === 0 ? "" : headers[index])),
    );
    tip.hidden = false;
    const box = drawing.getBoundingClientRect();
    const around = chart.getBoundingClientRect();
    const scale = box.width / drawing.viewBox.baseVal.width;
    const left = box.left - around.left + (spot.x === null ? box.width / 2 : spot.x * scale);
    const top = box.top - around.top + (spot.y === null ? 0 : spot.y * scale - gap);
    tip.style.left = `${Math.max(0, Math.min(left - tip.offsetWidth / 2, around.width - tip.offsetWidth))}px`;
    tip.style.top = `${top - tip.offsetHeight}px`;
  };
  for (const drawing of drawings) {
    const spots = readSpots(drawing);
    const inOrder = [...spots.keys()].sort((a, b) => compareSpots(spots[a], spots[b]));
    let current = 0;
    const showAt = (index: number | undefined): void => {
      const spot = index === undefined ? undefined : spots[index];
      if (index === undefined || spot === undefined) return;
      current = index;
      show(drawing, spot, rows[index]);
    };
    const point = (event: PointerEvent): void => {
      const box = drawing.getBoundingClientRect();
      const scale = drawing.viewBox.baseVal.width / box.width;
      showAt(nearestOf(spots, (event.clientX - box.left) * scale, (event.clientY - box.top) * scale));
    };
    drawing.addEventListener("pointermove", point);
    drawing.addEventListener("pointerdown", point);
    drawing.addEventListener("pointerleave", hide);
    drawing.setAttribute("tabindex", "0");
    drawing.addEventListener("focus", () => {
      if (drawing.matches(":focus-visible")) showAt(0);
    });
    drawing.addEventListener("blur", hide);
    drawing.addEventListener("keydown", (event) => {
      const step = steps[event.key];
      if (step === undefined) return;
      event.preventDefault();
      showAt(inOrder[inOrder.indexOf(current) + step]);
    });
  }
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") hide();
  });
}

function lineOf(cell: HTMLTableCellElement, header: string | undefined): HTMLElement {
  const line = document.createElement("p");
  const value = cell.textContent?.trim() ?? "";
  line.textContent = header ? `${header}: ${value}` : value;
  return line;
}

function readSpots(drawing: SVGSVGElement): readonly Spot[] {
  const read = (text: string | undefined): number | null => (text ? Number(text) : null);
  return (drawing.dataset["spots"] ?? "").split(" ").map((text) => {
    const [x, y] = text.split(",");
    return { x: read(x), y: read(y) };
  });
}

/** From left to right, or down where they lie below each other. */
function compareSpots(a: Spot | undefined, b: Spot | undefined): number {
  return (a?.x ?? 0) - (b?.x ?? 0) || (a?.y ?? 0) - (b?.y ?? 0);
}

function nearestOf(spots: readonly Spot[], x: number, y: number): number {
  const distances = spots.map((spot) => Math.hypot((spot.x ?? x) - x, (spot.y ?? y) - y));
  return distances.indexOf(Math.min(...distances));
}
