import { fold } from "../alphabet.ts";
import { text } from "./texts.ts";

/** Name, address in the language's folder, kind and other words of everything that can be found; the build puts it in. */
declare const siteIndex: readonly (readonly [name: string, address: string, kind: string, more: string])[];

const maximumFound = 8;

type Found = { readonly name: string; readonly address: string; readonly kind: string };

/**
 * Finds what has every word of a question in its name or its other words, accents aside; names that begin with it first, then
 * names that have it, then the rest.
 */
function find(index: typeof siteIndex, question: string): readonly Found[] {
  const words = fold(question)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  return index
    .flatMap(([name, address, kind, more]) => {
      const rank = rankOf(fold(name), fold(more), words);
      return rank === null ? [] : [{ name, address, kind, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .slice(0, maximumFound);
}

function rankOf(name: string, more: string, words: readonly string[]): number | null {
  const beginsIn = (where: string): boolean =>
    words.every((word) => where.startsWith(word) || where.includes(` ${word}`) || where.includes(`-${word}`));
  if (name.startsWith(words.join(" "))) return 0;
  if (beginsIn(name)) return 1;
  if (words.every((word) => name.includes(word))) return 2;
  return beginsIn(`${name} ${more}`) ? 3 : null;
}

/** Puts a search field in the place of the link to the index; its results are links that arrow keys and Tab reach. */
export function addSearch(): void {
  const place = document.querySelector<HTMLElement>(".search");
  const home = document.querySelector<HTMLAnchorElement>(".brand a")?.href;
  if (place === null || home === undefined) return;
  const label = document.createElement("label");
  const caption = document.createElement("span");
  caption.className = "unseen";
  caption.textContent = text("script-search");
  const input = document.createElement("input");
  input.type = "search";
  input.placeholder = text("script-search");
  input.autocomplete = "off";
  label.append(caption, input);
  const list = document.createElement("ul");
  list.hidden = true;
  const status = document.createElement("p");
  status.className = "unseen";
  status.setAttribute("role", "status");
  place.setAttribute("role", "search");
  place.append(label, list, status);

  const links = (): HTMLAnchorElement[] => [...list.querySelectorAll("a")];
  const close = (): void => {
    list.hidden = true;
  };
  const show = (): void => {
    const found = find(siteIndex, input.value);
    list.replaceChildren(
      ...found.map(({ name, address, kind }) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = new URL(address, home).href;
        const what = document.createElement("span");
        what.className = "kind";
        what.textContent = kind;
        link.append(name, " ", what);
        item.append(link);
        return item;
      }),
    );
    list.hidden = found.length === 0;
    status.textContent =
      input.value.trim() === "" ? "" : text("script-found", { count: String(found.length) });
  };
  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  place.addEventListener("keydown", (event) => {
    const all = links();
    const at = all.findIndex((link) => link.matches(":focus"));
    if (event.key === "Escape") {
      input.focus();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = event.key === "ArrowDown" ? at + 1 : at - 1;
      (all[next] ?? (next < 0 ? input : all.at(-1)))?.focus();
    } else if (event.key === "Enter" && document.activeElement === input) {
      all[0]?.click();
    }
  });
  place.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && place.contains(event.relatedTarget))) close();
  });
}
