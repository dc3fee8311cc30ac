import type { PageContext } from "./context.ts";
import { type Html, html, joinContent } from "./html.ts";
import { type Language, languages, twins } from "./language.ts";
import { footerNavigation, helpNavigation, mainNavigation, navigationTitle } from "./navigation.ts";
import type { Page } from "./page.ts";
import type { Release } from "./release.ts";
import { siteName } from "./site-name.ts";
import { createTranslate, type Messages, type Translate } from "./translate.ts";

/** The licence of the published data. */
const licence = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

/** What a page loads, as links relative to it. */
export type Loads = { readonly stylesheets: readonly string[]; readonly scripts: readonly string[] };

/** Puts a page's content, as the build made it, into the document that every page shares. */
export function renderDocument(
  context: PageContext,
  page: Page,
  main: Html,
  { stylesheets, scripts }: Loads,
): string {
  const { t, language, path, rootLink, twinLink, link } = context;
  const twin = twins[language];
  const overview = path === "index";
  return documentOf(
    language,
    [...policyOfPages, ...(page.script === undefined ? [] : ["connect-src 'self'"])],
    html`<title>${titleMark(t, context.release)}${overview ? `${siteName}: ${page.title}` : `${page.title} | ${siteName}`}</title>${robotsOf(context.release)}
      <meta name="description" content="${page.description}">
      <meta name="release" content="${context.release.manifest.release}">
      <link rel="alternate" hreflang="${twin}" href="${twinLink()}">
      <link rel="alternate" hreflang="${language}" href="${link(path)}">
      <link rel="alternate" hreflang="x-default" href="${rootLink("index.html")}">
      <link rel="alternate" type="application/atom+xml" title="${t("changes-feed-link")}" href="${rootLink(`data/feed_${language}.xml`)}">
      ${headLinks(stylesheets, rootLink("icon.svg"))}${scripts.map(
        (source) => html`<script src="${source}" defer></script>`,
      )}`,
    html`<a class="skip-link" href="#main">${t("skip-link")}</a>
      <header class="site-header"><div class="width">
        <p class="brand"><a href="${link("index")}">${siteName}</a> <span>${t("site-description")}</span></p>
        <div class="search"><a href="${link("a-z")}">${t("navigation-a-z")}</a></div>
        <p class="language"><a lang="${twin}" hreflang="${twin}" href="${twinLink()}">${t("twin-language")}</a></p>
        <nav aria-label="${t("navigation-main")}"><details><summary>${t("navigation-menu")}</summary><div>
          <ul class="main-navigation">${mainNavigation.map((item) => navigationItem(context, item))}</ul>
          <ul class="help-navigation">${helpNavigation.map((item) => navigationItem(context, item))}</ul>
        </div></details></nav>
      </div>${noticeOf(context)}</header>
      <main id="main" tabindex="-1" class="width">${main}</main>
      ${footerOf(context)}`,
  );
}

/** A figure by itself, as other sites show it. */
export type EmbeddedFigure = { readonly id: string; readonly title: Html; readonly content: Html };

/**
 * Puts a figure of a page into a document of its own, without scripts, which says where it comes from. Its links are those of
 * the page, so that they lead there, out of the frame of the other site.
 */
export function renderEmbed(
  context: PageContext,
  { id, title, content }: EmbeddedFigure,
  stylesheets: readonly string[],
): string {
  const { t, language, path, release, format, rootLink } = context;
  const notice = noticeText(t, release, language);
  const up = "../".repeat(path.split("/").length + 1);
  const { manifest } = release;
  return documentOf(
    language,
    policyOfEmbeds,
    html`<base href="${up}${path}.html" target="_top"><title>${title} | ${siteName}</title>
      <meta name="robots" content="noindex">${headLinks(stylesheets, rootLink("icon.svg"))}`,
    html`<main id="main" class="embed">${content}
      <p class="origin"><a href="#${id}">${siteName}: ${t("site-description")}</a>.
        ${t("footer-release", { release: manifest.release, date: format.date(manifest.as_at) })}
        ${notice !== null && html`<strong>${notice}</strong>`}</p></main>`,
  );
}

/** The page at the root: the choice of language, Welsh first. */
export function renderLanguageChoice(
  release: Release,
  messages: Messages,
  stylesheets: readonly string[],
): string {
  return documentOf(
    "cy",
    policyWithoutScripts,
    html`<title>${titleMark(createTranslate(messages, "cy"), release)}${siteName}</title>${robotsOf(release)}${languages.map(
      (language) => html`<link rel="alternate" hreflang="${language}" href="${language}/index.html">`,
    )}${headLinks(stylesheets, "icon.svg")}`,
    html`<main id="main" class="choice">
      <h1>${siteName}</h1>
      ${languages.map((language) => {
        const t = createTranslate(messages, language);
        const notice = noticeText(t, release, language);
        const mark = isRestricted(release) ? "restricted-mark" : "example-mark";
        return html`<section lang="${language}">
          <p>${t("site-description")}</p>
          <p><a class="choice-link" hreflang="${language}" href="${language}/index.html">${t("choice-continue")}</a></p>
          ${notice !== null && html`<p class="${mark}">${notice}</p>`}
        </section>`;
      })}
    </main>`,
  );
}

/** A document loads style sheets and pictures of the site and nothing else. */
const policyWithoutScripts = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** A figure by itself has the links of its page. */
const policyOfEmbeds = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
];

/** Pages run scripts of the site, which turn charts into pictures. */
const policyOfPages = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "script-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

function documentOf(language: Language, policy: readonly string[], head: Html, body: Html): string {
  return `<!doctype html>\n${html`<html lang="${language}"><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${policy.join("; ")}">
    <meta name="color-scheme" content="light dark">${head}</head><body>${body}</body></html>`}\n`;
}

function headLinks(stylesheets: readonly string[], icon: string): Html {
  return html`<link rel="icon" href="${icon}" type="image/svg+xml">${stylesheets.map(
    (href) => html`<link rel="stylesheet" href="${href}">`,
  )}`;
}

function navigationItem(context: PageContext, item: string): Html {
  const { path, link } = context;
  const here = item === path;
  const inside = item.endsWith("/index") && path.startsWith(item.replace("index", ""));
  const current = here ? html` aria-current="page"` : inside && html` aria-current="true"`;
  return html`<li><a href="${link(item)}"${current}>${navigationTitle(context, item)}</a></li>`;
}

function noticeOf({ t, release, language }: PageContext): Html | false {
  const kind = isRestricted(release) ? "notice restricted-notice" : "notice";
  const text = noticeText(t, release, language);
  return text !== null && html`<div class="${kind}"><p class="width"><strong>${text}</strong></p></div>`;
}

/** That the numbers are restricted or an example; null for real ones of the public edition. */
function noticeText(t: Translate, release: Release, language: Language): string | null {
  const { example, notice } = release.manifest;
  return notice?.[language] ?? (example ? t("example-notice") : null);
}

function isRestricted({ manifest }: Release): boolean {
  return manifest.edition === "restricted";
}

/** What the title of every page of the restricted edition begins with. */
function titleMark(t: Translate, release: Release): string {
  return isRestricted(release) ? `${t("restricted-mark")}: ` : "";
}

/** Keeps the restricted edition out of search engines, should it ever lie where they come. */
function robotsOf(release: Release): Html | false {
  return isRestricted(release) && html`<meta name="robots" content="noindex, nofollow">`;
}

/** A style sheet that prints the mark of the restricted edition at the head of every sheet of paper. */
export function renderPaperMark(t: Translate): string {
  const mark = JSON.stringify(t("restricted-mark"));
  return `@page { margin: 2cm 1.6cm 1.6cm; @top-center { content: ${mark}; font: 700 11pt sans-serif; } }\n`;
}

function footerOf(context: PageContext): Html {
  const { t, release, format, link } = context;
  const { manifest } = release;
  return html`<footer class="site-footer"><div class="width">
    <p>${t("footer-release", { release: manifest.release, date: format.date(manifest.as_at) })}
      ${isRestricted(release) && html`<strong>${t("restricted-mark")}.</strong>`}
      ${manifest.example && html`<strong>${t("footer-example")}</strong>`}</p>
    <p>${
      manifest.example &&
      !isRestricted(release) &&
      html`${t("footer-licence")} <a rel="external license" href="${licence}">${t("footer-licence-name")}</a>.`
    }
      ${t("footer-software", { name: manifest.software.name, version: manifest.software.version })}</p>
    <p>${joinContent(
      footerNavigation.map((item) => html`<a href="${link(item)}">${navigationTitle(context, item)}</a>`),
      " · ",
    )}</p>
  </div></footer>`;
}
