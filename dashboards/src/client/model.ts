import type { Answer } from "../../../src/supply/answer.ts";
import { createContexts } from "../context.ts";
import type { ExploreRelease } from "../explore-release.ts";
import { type Html, html } from "../html.ts";
import { answerMoves } from "../model-answer.ts";
import {
  fitModelChoice,
  letters,
  type ModelChoice,
  openProjection,
  readModelChoice,
  writeModelChoice,
} from "../model-choice.ts";
import { comparisonOfScenarios, scenarioFigures, scenarioStatus } from "../model-figures.ts";
import { modelIds } from "../model-form.ts";
import type { Cube } from "../observations.ts";
import { wales } from "../select.ts";
import { enhanceFigures } from "./figures.ts";
import { readModelForm, showModelChoice } from "./model-form.ts";
import { pageLanguage } from "./page-language.ts";
import { allTexts } from "./texts.ts";

const language = pageLanguage();
const twin = document.querySelector<HTMLAnchorElement>(".language a");
const form = document.forms.namedItem(modelIds.form);

if (form !== null) void start(form);

async function start(controls: HTMLFormElement): Promise<void> {
  let known: ExploreRelease;
  try {
    const response = await fetch(`${controls.dataset["files"]}/release-${language}.json`);
    if (!response.ok) return;
    known = await response.json();
  } catch {
    // A page that is opened as a file cannot load others; it goes on saying what it needs.
    return;
  }
  const words = new Map(known.dates.map(([iso, date, month]) => [iso, { date, month }]));
  // Figures name what they rest on where it has numbers; only such indicators are in the file.
  const start = { periodEnd: known.release.supply.dates[0] ?? "", period: "" };
  const cube: Cube = {
    periods: () => [],
    series: () => [],
    lastPeriod: () => start,
    lastNumber: () => start,
  };
  const context = createContexts({ ...known.release, cube }, allTexts(), language, {
    date: (iso) => words.get(iso)?.date ?? iso,
    month: (iso) => words.get(iso)?.month ?? iso,
  })("commissioning");
  const { supply, manifest } = context.release;
  /** Answers by what was asked, and what each part of the page shows of it. */
  const answers = new Map<string, Answer>();
  const shown = new Map<string, string>();

  const draw = (wanted: ModelChoice, last: number): ModelChoice | null => {
    const started = performance.now();
    const choice = fitModelChoice(supply, wales, wanted);
    const projection = choice && openProjection(supply, wales, choice.profession);
    if (choice === null || projection === null) return null;
    const keys = choice.scenarios.map((moves) => JSON.stringify({ ...choice, scenarios: [moves] }));
    const asked = {
      choice,
      projection,
      answers: choice.scenarios.map((moves, index) => {
        const key = keys[index] ?? "";
        const answer = answers.get(key) ?? answerMoves(supply, projection, choice, moves);
        answers.set(key, answer);
        return answer;
      }),
    };
    show(modelIds.comparison, keys.join(), () => comparisonOfScenarios(context, asked));
    for (const [index, letter] of letters.entries()) {
      show(`${modelIds.result}-${letter}`, keys[index] ?? "", () =>
        index < keys.length ? scenarioFigures(context, asked, index) : html``,
      );
    }
    find(modelIds.status).textContent = scenarioStatus(context, asked, last);
    performance.measure("model", { start: started });
    return choice;
  };
  /** Renders a part of the page unless it shows the same already. */
  const show = (id: string, key: string, render: () => Html): void => {
    if (shown.get(id) === key) return;
    shown.set(id, key);
    const place = find(id);
    place.innerHTML = render().text;
    enhanceFigures(place);
  };
  const drawAddress = (): void => {
    const query = new URLSearchParams(location.search);
    if (twin !== null) twin.search = location.search;
    const choice = draw(readModelChoice(query), 0);
    if (choice === null) return;
    showModelChoice(controls, supply, choice);
    const asked = query.get("release");
    find(modelIds.notes).innerHTML =
      asked === null || asked === manifest.release
        ? ""
        : html`<p class="missing">${context.t("explore-other-release", { asked, shown: manifest.release })}</p>`
            .text;
  };
  /** Draws what the form says; `isSaid` when the reader has done saying it, and the address shall too. */
  const ask = (wanted: ModelChoice, last: number, isSaid: boolean): void => {
    const choice = draw(wanted, last);
    if (choice === null || !isSaid) return;
    showModelChoice(controls, supply, choice);
    history.pushState(null, "", `?${writeModelChoice(choice, manifest.release)}#${modelIds.section}`);
    if (twin !== null) twin.search = location.search;
  };
  let turn = 0;
  controls.addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.value === "") return;
    for (const input of target.closest(".lever")?.querySelectorAll("input") ?? []) input.value = target.value;
    cancelAnimationFrame(turn);
    turn = requestAnimationFrame(() => ask(readModelForm(controls), scenarioOf(target), false));
  });
  controls.addEventListener("change", ({ target }) => {
    cancelAnimationFrame(turn);
    if (target instanceof HTMLElement) ask(readModelForm(controls), scenarioOf(target), true);
  });
  controls.addEventListener("submit", (event) => event.preventDefault());
  controls.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    const said = readModelForm(controls);
    const at = scenarioOf(target);
    if ("add" in target.dataset) {
      const scenarios = [...said.scenarios, said.scenarios.at(-1) ?? {}];
      ask({ ...said, scenarios }, scenarios.length - 1, true);
      controls
        .querySelector<HTMLElement>(`[data-scenario="${letters[scenarios.length - 1]}"] input`)
        ?.focus();
    } else if ("remove" in target.dataset) {
      ask({ ...said, scenarios: said.scenarios.toSpliced(at, 1) }, 0, true);
      controls.querySelector<HTMLElement>("[data-add]")?.focus();
    } else if ("reset" in target.dataset) {
      ask({ ...said, scenarios: said.scenarios.with(at, {}) }, at, true);
    }
  });
  window.addEventListener("popstate", drawAddress);
  drawAddress();
  find(modelIds.needs).hidden = true;
  controls.hidden = false;
}

/** Which scenario a control belongs to; the first for those that ask all of them. */
function scenarioOf(control: HTMLElement): number {
  const letter = control.closest<HTMLElement>("[data-scenario]")?.dataset["scenario"];
  return Math.max(0, letters.indexOf(letter ?? ""));
}

function find(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`model: no element: ${id}`);
  return element;
}
