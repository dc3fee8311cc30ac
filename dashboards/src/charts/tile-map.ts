import { type Html, html } from "../html.ts";
import { colours, fontSize, textWidth, writeSpots } from "./svg.ts";

export type Tile = {
  readonly name: string;
  /** Column and row of the tile. */
  readonly place: readonly [number, number];
  readonly value: number | null;
  /** The value as it is written in the tile: a number with notes, or a shorthand. */
  readonly label: string;
  readonly incomplete: boolean;
};

const size = { width: 112, height: 76, gap: 4 } as const;

/** How strong the tint of a tile is, from the lowest to the highest quarter of the range; every text stays legible on it. */
const tints = [0.06, 0.18, 0.3, 0.42];

/**
 * Draws areas of one size roughly where they lie. The number is written in the tile, and the tint only repeats it; a tile
 * without a whole number has no tint and a broken edge.
 */
export function tileMap(tiles: readonly Tile[], label: string, describedBy: string): Html {
  const values = tiles.flatMap(({ value, incomplete }) => (value === null || incomplete ? [] : [value]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const columns = 1 + Math.max(...tiles.map(({ place: [column] }) => column));
  const rows = 1 + Math.max(...tiles.map(({ place: [, row] }) => row));
  const width = columns * (size.width + size.gap);
  const height = rows * (size.height + size.gap);
  return html`<svg class="plot" role="img" viewBox="0 0 ${width} ${height}" font-size="${fontSize}" aria-label="${label}" aria-describedby="${describedBy}" data-spots="${writeSpots(tiles.map(middleOf))}">${tiles.map(
    (tile) => drawTile(tile, tintOf(tile, low, high)),
  )}</svg>`;
}

function drawTile({ name, place, label }: Tile, tint: number | null): Html {
  const [left, top] = cornerOf(place);
  const lines = splitName(name);
  return html`<g><rect x="${left}" y="${top}" width="${size.width}" height="${size.height}" fill="${colours.series[0]}" fill-opacity="${tint ?? 0}" stroke="${colours.muted}"${tint === null && html` stroke-dasharray="4 3"`}/>${lines.map(
    (line, index) =>
      html`<text x="${left + 8}" y="${top + 19 + index * 15}" fill="${colours.ink}">${line}</text>`,
  )}<text x="${left + 8}" y="${top + size.height - 10}" font-size="16" font-weight="600" fill="${colours.ink}">${label}</text></g>`;
}

function cornerOf([column, row]: Tile["place"]): readonly [left: number, top: number] {
  return [column * (size.width + size.gap) + size.gap / 2, row * (size.height + size.gap) + size.gap / 2];
}

function middleOf({ place }: Tile): readonly [x: number, y: number] {
  const [left, top] = cornerOf(place);
  return [left + size.width / 2, top + size.height / 2];
}

function tintOf({ value, incomplete }: Tile, low: number, high: number): number | null {
  if (value === null || incomplete) return null;
  const share = high > low ? (value - low) / (high - low) : 0;
  return tints[Math.min(tints.length - 1, Math.floor(share * tints.length))] ?? null;
}

/** A name in two lines if it is too wide for one. */
function splitName(name: string): readonly string[] {
  if (textWidth(name) <= size.width - 8) return [name];
  const words = name.split(" ");
  const middle = Math.ceil(words.length / 2);
  return [words.slice(0, middle).join(" "), words.slice(middle).join(" ")];
}
