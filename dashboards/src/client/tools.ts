import { siteName } from "../site-name.ts";
import { tableToCsv } from "./csv.ts";
import { drawPicture, toPng } from "./picture.ts";
import { subtitleOf } from "./subtitle.ts";
import { text } from "./texts.ts";

/** Room that a page which embeds a figure leaves below it for its origin. */
const embedFooter = 96;

/** Puts under a figure what can be taken from it: its table, its chart, its address, how to cite and embed it. */
export function addTools(figure: HTMLElement): void {
  const title = figure.querySelector("h3")?.textContent ?? "";
  const table = figure.querySelector<HTMLTableElement>("table");
  if (figure.id === "" || title === "" || table === null) return;
  const release = document.querySelector<HTMLMetaElement>('meta[name="release"]')?.content ?? "";
  const file = `${siteName}-${figure.id}-${release}`;
  const marks = [...figure.querySelectorAll(".restricted-mark, .example-mark")].map(
    (mark) => mark.textContent ?? "",
  );
  const tools = element("div", { className: "tools" });
  tools.setAttribute("role", "group");
  tools.setAttribute("aria-label", text("script-tools", { title }));
  const button = (label: string, act: () => void): void => {
    const made = element("button", { type: "button", textContent: label });
    made.addEventListener("click", act);
    tools.append(made);
  };
  tools.append(element("span", { textContent: text("script-download") }));
  button("CSV", () => {
    const csv = tableToCsv(table, { symbols: text("script-symbols"), marks });
    download(`${file}.csv`, new Blob([csv], { type: "text/csv" }));
  });
  if (figure.querySelector(".chart svg") !== null) {
    button("SVG", () => {
      const picture = drawPicture(figure);
      if (picture !== null) download(`${file}.svg`, new Blob([picture.svg], { type: "image/svg+xml" }));
    });
    button("PNG", async () => {
      const picture = drawPicture(figure);
      if (picture !== null) download(`${file}.png`, await toPng(picture));
    });
  }
  tools.append(citation(figure, title, release));
  figure.append(tools);
}

/** How to cite the figure and, where it has a page of its own for that, to embed it; filled when it is opened. */
function citation(figure: HTMLElement, title: string, release: string): HTMLElement {
  const details = element("details", {});
  details.append(element("summary", { textContent: text("script-cite") }));
  details.addEventListener("toggle", () => {
    for (const field of details.querySelectorAll("label")) field.remove();
    if (!details.open) return;
    const address = addressOf(figure);
    details.append(
      field(
        text("script-cite-label"),
        text("script-cite-text", {
          site: siteName,
          release,
          title,
          subtitle: subtitleOf(figure),
          address,
        }),
      ),
    );
    const embed = embedAddress(figure);
    if (embed === null) return;
    const frame = element("iframe", { src: embed, title });
    frame.setAttribute("width", "100%");
    frame.setAttribute("height", String(Math.ceil(figure.offsetHeight) + embedFooter));
    frame.setAttribute("loading", "lazy");
    details.append(field(text("script-embed-label"), frame.outerHTML));
  });
  return details;
}

/** A text to be copied. */
function field(label: string, value: string): HTMLElement {
  const area = element("textarea", { value, readOnly: true, rows: 3 });
  area.addEventListener("focus", () => area.select());
  const made = element("label", {});
  made.append(element("span", { textContent: label }), area);
  return made;
}

/** The address of the figure: its anchor in the page, or the page itself where that says what the figure shows. */
function addressOf(figure: HTMLElement): string {
  const address = new URL(location.href);
  address.hash = figure.id;
  return address.href;
}

/** The address of the figure's page for other sites; null for a figure that the reader has made, and for a restricted one. */
function embedAddress(figure: HTMLElement): string | null {
  const home = document.querySelector<HTMLAnchorElement>(".brand a")?.href;
  if (home === undefined || figure.closest("[data-made]") !== null) return null;
  if (figure.querySelector(".restricted-mark") !== null) return null;
  const root = new URL(".", home).href;
  const here = `${location.origin === "null" ? "file://" : location.origin}${location.pathname}`;
  const page = here.endsWith("/") ? "index" : here.slice(root.length).replace(/\.html$/, "");
  return `${root}embed/${page}/${figure.id}.html`;
}

function download(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]>,
): HTMLElementTagNameMap[Name] {
  return Object.assign(document.createElement(name), properties);
}
