import { letters, limitsOf, type ModelChoice, type Moves, openProjection } from "../model-choice.ts";
import { wales } from "../select.ts";
import type { Supply } from "../supply-schema.ts";

/** The choice that the controls say. */
export function readModelForm(form: HTMLFormElement): ModelChoice {
  const value = (name: string): string => selectOf(form, name)?.value ?? "";
  return {
    profession: value("profession"),
    demand: value("demand"),
    by: value("by"),
    certainty: Number(value("certainty")),
    scenarios: [...form.querySelectorAll<HTMLElement>("[data-scenario]")]
      .filter(({ hidden }) => !hidden)
      .map(readMoves),
  };
}

/** Sets the controls to a choice, within the limits of its profession. */
export function showModelChoice(form: HTMLFormElement, supply: Supply, choice: ModelChoice): void {
  const projection = openProjection(supply, wales, choice.profession);
  if (projection === null) return;
  const limits = limitsOf(projection);
  for (const name of ["profession", "demand", "by"] as const) setSelect(form, name, choice[name]);
  setSelect(form, "certainty", String(choice.certainty));
  for (const [index, letter] of letters.entries()) {
    const fieldset = form.querySelector<HTMLElement>(`[data-scenario="${letter}"]`);
    const moves = choice.scenarios[index];
    if (fieldset === null) continue;
    fieldset.hidden = moves === undefined;
    for (const lever of fieldset.querySelectorAll<HTMLElement>("[data-lever]")) {
      const name = lever.dataset["lever"] ?? "";
      const limit = limits.get(name);
      lever.hidden = limit === undefined;
      for (const input of lever.querySelectorAll("input")) {
        if (limit === undefined) continue;
        input.min = String(limit.min);
        input.max = String(limit.max);
        input.value = String(moves?.[name] ?? limit.start);
      }
    }
  }
  const add = form.querySelector<HTMLElement>("[data-add]");
  if (add !== null) add.hidden = choice.scenarios.length === letters.length;
}

function readMoves(fieldset: HTMLElement): Moves {
  return Object.fromEntries(
    [...fieldset.querySelectorAll<HTMLElement>("[data-lever]")].flatMap((lever) => {
      const input = lever.querySelector<HTMLInputElement>('input[type="number"]');
      return lever.hidden || input === null || input.value === ""
        ? []
        : [[lever.dataset["lever"] ?? "", input.valueAsNumber]];
    }),
  );
}

function selectOf(form: HTMLFormElement, name: string): HTMLSelectElement | null {
  return form.querySelector<HTMLSelectElement>(`select[name="${name}"]`);
}

function setSelect(form: HTMLFormElement, name: string, value: string): void {
  const select = selectOf(form, name);
  if (select !== null) select.value = value;
}
