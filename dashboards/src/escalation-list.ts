import type { PageContext } from "./context.ts";
import { releaseMarks } from "./figure.ts";
import { type Html, html } from "./html.ts";

/** What the rules of an audience say is to be looked at first, rule by rule, each case in a sentence. */
export function escalationList(context: PageContext, audience: string): Html {
  const { t, pick, release, link } = context;
  const rules = release.escalations.rules.filter(({ audiences }) => audiences.includes(audience));
  const cases = (rule: string) => release.escalations.items.filter((item) => item.rule === rule);
  const quiet = rules.filter(({ id }) => cases(id).length === 0);
  return html`<div class="escalations" id="escalations">
    <h3>${t("escalations-title")}${releaseMarks(context)}</h3>
    <p>${t("escalations-introduction")}</p>
    ${rules
      .filter((rule) => !quiet.includes(rule))
      .map(
        ({ id, title, why }) => html`<h4>${pick(title)}</h4><p>${pick(why)}</p>
          <ul>${cases(id).map(({ sentence }) => html`<li>${pick(sentence)}</li>`)}</ul>`,
      )}
    ${
      quiet.length > 0 &&
      html`<p>${t("escalations-quiet", { rules: quiet.map(({ title }) => pick(title)).join("; ") })}</p>`
    }
    <p class="source"><a href="${link("downloads")}">${t("escalations-file")}</a></p>
  </div>`;
}
