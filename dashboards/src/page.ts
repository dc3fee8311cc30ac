import type { PageContext } from "./context.ts";
import { type Content, type Html, html } from "./html.ts";

/** A rendered page, without the frame that every page shares. */
export type Page = {
  readonly title: string;
  readonly description: string;
  readonly body: Html;
  /** A script of its own, which may load files of the site; every page has the common one. */
  readonly script?: "explore" | "model";
};

/** Makes a page: its heading, what it is about, and its content. */
export function makePage(title: string, introduction: string, content: readonly Content[]): Page {
  return {
    title,
    description: introduction,
    body: html`<div class="page"><h1>${title}</h1><p class="introduction">${introduction}</p>${content}</div>`,
  };
}

/** A titled part of a page with an anchor of its own. */
export function section(id: string, title: string, ...content: readonly Content[]): Html {
  return html`<section id="${id}"><h2>${title}</h2>${content}</section>`;
}

/** Figures side by side where there is room; false without any. */
export function pair(...figures: readonly Content[]): Html | false {
  return figures.some((figure) => figure !== false) && html`<div class="pair">${figures}</div>`;
}

/** The place line of figures about all professions. */
export function placeOf({ t }: PageContext, area: string, profession = t("all-professions")): string {
  return `${area} · ${profession}`;
}
