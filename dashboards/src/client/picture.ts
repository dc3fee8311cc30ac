import { type Html, html, raw } from "../html.ts";
import { subtitleOf } from "./subtitle.ts";

/** The light colours of the theme by their names; the build puts them in. */
declare const sitePalette: Readonly<Record<string, string>>;

/** How wide a letter is on average, as a part of the size of the text. */
const letterWidth = 0.55;
const lineHeight = 1.4;
const margin = 16;

/** The picture is drawn this much larger than on the page, to be sharp on paper. */
const pngScale = 2;

type Block = {
  readonly text: string;
  readonly size: number;
  readonly weight: number;
  readonly colour: string;
};

export type Picture = { readonly svg: string; readonly width: number; readonly height: number };

/** A figure's chart as a picture that stands alone: with title, place, symbols and source, in the light colours. */
export function drawPicture(figure: Element): Picture | null {
  const chart = figure.querySelector<SVGSVGElement>(".chart svg");
  if (chart === null) return null;
  const { width: chartWidth, height: chartHeight } = chart.viewBox.baseVal;
  const width = chartWidth + 2 * margin;
  const textOf = (selector: string): string =>
    (figure.querySelector(selector)?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
  const above = layOut(
    [
      { text: textOf("h3"), size: 17, weight: 700, colour: colourOf("ink") },
      { text: subtitleOf(figure), size: 12.5, weight: 400, colour: colourOf("muted") },
    ],
    chartWidth,
    margin,
  );
  const chartTop = above.bottom + 8;
  const below = layOut(
    [".legend", ".source-text"].map((selector) => ({
      text: textOf(selector),
      size: 11,
      weight: 400,
      colour: colourOf("muted"),
    })),
    chartWidth,
    chartTop + chartHeight + 4,
  );
  const height = below.bottom + margin;
  const inner = withColours(new XMLSerializer().serializeToString(chart)).replace(
    /^<svg/,
    `<svg x="${margin}" y="${chartTop}" width="${chartWidth}" height="${chartHeight}" overflow="visible"`,
  );
  return {
    width,
    height,
    svg: html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, 'Noto Sans', sans-serif"><rect width="${width}" height="${height}" fill="${colourOf("paper")}"/>${above.lines}${raw(inner)}${below.lines}</svg>`
      .text,
  };
}

/** Turns a picture into PNG in the browser. */
export async function toPng({ svg, width, height }: Picture): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * pngScale);
    canvas.height = Math.ceil(height * pngScale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob === null ? reject(new Error("picture: no PNG")) : resolve(blob)));
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Texts below each other, each in lines that fit. */
function layOut(
  blocks: readonly Block[],
  width: number,
  top: number,
): { readonly lines: readonly Html[]; readonly bottom: number } {
  const lines: Html[] = [];
  let bottom = top;
  for (const { text, size, weight, colour } of blocks) {
    for (const line of wrap(text, Math.floor(width / (size * letterWidth)))) {
      bottom += size * lineHeight;
      lines.push(
        html`<text x="${margin}" y="${bottom - size * 0.35}" font-size="${size}" font-weight="${weight}" fill="${colour}">${line}</text>`,
      );
    }
  }
  return { lines, bottom };
}

function wrap(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ").filter((each) => each !== "")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= letters) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function colourOf(name: string): string {
  return sitePalette[name] ?? "#000000";
}

function withColours(markup: string): string {
  return markup.replaceAll(/var\(--([\w-]+)\)/g, (_, name: string) => colourOf(name));
}
