import type { PageContext } from "./context.ts";
import { type Content, type Html, html } from "./html.ts";
import { type LeverKind, leverKinds, leverTitle } from "./levers.ts";
import { certainties, letters, openProjection } from "./model-choice.ts";
import { scenarioName } from "./model-figures.ts";
import { modelFolder } from "./model-release.ts";
import type { Profession } from "./release.ts";
import { pageProfessions, wales } from "./select.ts";

/** The parts of the form that its script works on; what a scenario comes to has the id of `result` and its letter. */
export const modelIds = {
  section: "model",
  needs: "model-needs",
  form: "model-form",
  status: "model-status",
  notes: "model-notes",
  comparison: "model-output",
  result: "model-result",
} as const;

/**
 * Controls to ask the model with other assumptions. They are there at build; the script shows them and answers. False where
 * the release has no projection that can be made again.
 */
export function modelForm(context: PageContext): Html | false {
  const { t, link, rootLink, release } = context;
  const { supply } = release;
  const professions = pageProfessions(release);
  const isOpen = ({ code }: Profession): boolean => openProjection(supply, wales, code) !== null;
  const open = professions.filter(isOpen);
  if (open.length === 0) return false;
  const others = professions.filter(
    (profession) =>
      !isOpen(profession) &&
      supply.projections.some(({ area, profession: code }) => area === wales && code === profession.code),
  );
  return html`<div class="model" id="${modelIds.section}">
    <h3>${t("model-title")}</h3>
    <p>${t("model-introduction")}</p>
    ${others.length > 0 && html`<p class="note">${t("model-missing", { names: others.map((each) => context.name(each)).join(", ") })}</p>`}
    <p class="missing" id="${modelIds.needs}">${t("model-needs")} <a href="${link("downloads")}">${context.t("navigation-downloads")}</a></p>
    <form id="${modelIds.form}" aria-label="${t("model-title")}" hidden
      data-files="${rootLink(modelFolder)}" data-changes="${link("changes")}">
      <div class="model-question">
        ${select(
          "profession",
          t("column-profession"),
          open.map((each) => option(each.code, context.name(each))),
        )}
        ${select(
          "demand",
          t("model-demand"),
          supply.scenarios.map(({ id, title }) => option(id, context.pick(title))),
        )}
        ${select(
          "by",
          t("model-by"),
          supply.dates.slice(1).map((date) => option(date, context.format.month(date))),
        )}
        ${select(
          "certainty",
          t("model-certainty"),
          certainties.map((each) => option(String(each), `${each}%`)),
        )}
      </div>
      <div class="model-scenarios">${letters.map((letter, index) => scenario(context, letter, index))}</div>
      <button type="button" data-add>${t("model-add")}</button>
    </form>
    <p role="status" id="${modelIds.status}"></p>
    <div id="${modelIds.notes}"></div>
    <div id="${modelIds.comparison}" data-made></div>
    ${letters.map((letter) => html`<div id="${modelIds.result}-${letter}" data-made></div>`)}
  </div>`;
}

function scenario(context: PageContext, letter: string, index: number): Html {
  const { t, release } = context;
  const known = new Set(release.supply.levers.map(({ id }) => id));
  const name = scenarioName(context, index);
  return html`<fieldset data-scenario="${letter}"${index > 0 && html` hidden`}><legend>${name}</legend>
    ${[...leverKinds].map(([lever, kind]) => known.has(lever) && control(context, letter, lever, kind))}
    <p class="model-buttons"><button type="button" data-reset>${t("model-reset", { scenario: name })}</button>
    ${index > 0 && html` <button type="button" data-remove>${t("model-remove", { scenario: name })}</button>`}</p>
  </fieldset>`;
}

/** A slider and a field for the same number, each with the name of the assumption. */
function control(context: PageContext, letter: string, lever: string, kind: LeverKind): Html {
  const { t } = context;
  const id = `model-${letter}-${lever}`;
  const label = `${leverTitle(context, lever)} (${t(`model-unit-${kind}`)})`;
  return html`<div class="lever" data-lever="${lever}"><label for="${id}">${label}</label>
    <input type="range" step="1" aria-label="${t("model-slider", { label })}">
    <input type="number" step="1" inputmode="numeric" id="${id}"></div>`;
}

function select(name: string, title: string, options: Content): Html {
  return html`<label class="field"><span>${title}</span> <select name="${name}">${options}</select></label>`;
}

function option(value: string, text: string): Html {
  return html`<option value="${value}">${text}</option>`;
}
