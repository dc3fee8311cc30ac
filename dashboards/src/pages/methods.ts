import type { PageContext } from "../context.ts";
import { html } from "../html.ts";
import { makePage, type Page, section } from "../page.ts";
import { shortMarker } from "../reading.ts";

const rules = [
  "population",
  "professions",
  "areas",
  "periods",
  "flows",
  "disclosure",
  "incomplete",
  "breaks",
  "rates",
  "signal",
] as const;

/** How the numbers come about: the rules that every indicator follows, and the symbols. */
export function methodsPage(context: PageContext): Page {
  const { t, release, name, link } = context;
  const { policy } = release.manifest;
  return makePage(t("methods-title"), t("methods-introduction"), [
    section(
      "rules",
      t("methods-rules-title"),
      html`<dl class="rules">${rules.map(
        (rule) =>
          html`<dt>${t(`methods-${rule}-term`)}</dt><dd>${t(`methods-${rule}-text`, { last: policy.threshold - 1 })}${
            rule === "disclosure" &&
            policy.round_to > 1 &&
            html` ${t("figure-rounded", { to: policy.round_to })}`
          }${
            rule === "disclosure" &&
            release.manifest.edition === "restricted" &&
            html` <strong>${t("methods-restricted-text")}</strong>`
          }</dd>`,
      )}</dl>`,
    ),
    section(
      "markers",
      t("methods-markers-title"),
      html`<dl class="markers">${release.codes.markers.map(
        (marker) => html`<div><dt>[${shortMarker(marker.code)}]</dt><dd>${name(marker)}</dd></div>`,
      )}<div><dt>0</dt><dd>${t("methods-zero")}</dd></div></dl>`,
    ),
    html`<p><a href="${link("indicators/index")}">${t("methods-indicators-link")}</a></p>`,
  ]);
}
