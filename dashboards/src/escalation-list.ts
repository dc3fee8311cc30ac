import type { PageContext } from "./context.ts";
import { releaseMarks } from "./figure.ts";
import { type Html, html } from "./html.ts";
import type { Point } from "./points.ts";

/** The anchor of the list on the page of an audience. */
const anchor = "escalations";

/** How many cases meet the rules of an audience; nothing where it has no rule. */
export function escalationPoints(context: PageContext, audience: string): readonly Point[] {
  const { t, pick, format } = context;
  const rules = rulesOf(context, audience);
  const met = rules.filter(({ cases }) => cases.length > 0);
  const parts = met.map(({ title, cases }) => `${pick(title)} ${format.number(cases.length, 0)}`);
  return rules.length === 0
    ? []
    : [{ text: t("escalations-point", { count: met.length, parts: parts.join("; ") }), anchor }];
}

/** What the rules of an audience say is to be looked at first, rule by rule, each case in a sentence. */
export function escalationList(context: PageContext, audience: string): Html {
  const { t, pick, link } = context;
  const rules = rulesOf(context, audience);
  const quiet = rules.filter(({ cases }) => cases.length === 0);
  return html`<div class="escalations" id="${anchor}">
    <h3>${t("escalations-title")}${releaseMarks(context)}</h3>
    <p>${t("escalations-introduction")}</p>
    ${rules
      .filter((rule) => !quiet.includes(rule))
      .map(
        ({ title, why, cases }) => html`<h4>${pick(title)}</h4><p>${pick(why)}</p>
          <ul>${cases.map(({ sentence }) => html`<li>${pick(sentence)}</li>`)}</ul>`,
      )}
    ${
      quiet.length > 0 &&
      html`<p>${t("escalations-quiet", { rules: quiet.map(({ title }) => pick(title)).join("; ") })}</p>`
    }
    <p class="source"><a href="${link("downloads")}">${t("escalations-file")}</a></p>
  </div>`;
}

/** The rules of an audience, each with the cases that meet it. */
function rulesOf({ release }: PageContext, audience: string) {
  const { rules, items } = release.escalations;
  return rules
    .filter(({ audiences }) => audiences.includes(audience))
    .map((rule) => ({ ...rule, cases: items.filter((item) => item.rule === rule.id) }));
}
