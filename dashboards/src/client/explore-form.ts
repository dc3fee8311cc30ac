import type { PageContext } from "../context.ts";
import { html } from "../html.ts";
import { categoriesOf } from "../select.ts";
import { type Choice, type Options, readChoice } from "./choice.ts";

/** Names of chosen boxes shown while their list is closed; the others are counted. */
const namedBoxes = 3;

/** The choice that the controls say; they have the names of the address's query. */
export function readForm(form: HTMLFormElement): Choice {
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" ? [[name, value]] : [],
  );
  return readChoice(new URLSearchParams(entries));
}

/** Sets the controls to a choice, and takes away what the indicator does not have. */
export function showChoice(
  form: HTMLFormElement,
  context: PageContext,
  options: Options,
  choice: Choice,
): void {
  const { release, t, name, format } = context;
  setSelect(form, "indicator", choice.indicator);
  setSelect(form, "staff", choice.staffType, options.staffTypes);
  setSelect(form, "breakdown", choice.breakdown, options.breakdowns);
  setSelect(form, "level", choice.level, options.levels);
  const isByDate = options.indicator.period === "quarter" || options.indicator.period === "year-to-quarter";
  const periods = context.release.cube
    .periods(choice.indicator)
    .map(({ periodEnd, period }) => [periodEnd, isByDate ? format.month(periodEnd) : period] as const);
  for (const [field, value] of [
    ["from", choice.from],
    ["to", choice.to],
  ] as const) {
    fillSelect(form, field, periods);
    setSelect(form, field, value);
  }
  show(fieldOf(form, "from"), choice.view === "course");
  const until = fieldOf(form, "to")?.querySelector("span");
  if (until) until.textContent = t(choice.view === "course" ? "explore-to" : "explore-at");
  const categories = choice.breakdown === "none" ? [] : categoriesOf(release, choice.breakdown);
  fillCategories(
    form,
    choice.breakdown,
    categories.map((category) => [category.code, name(category)]),
  );
  setBoxes(form, "area", choice.areas, options.areas);
  setBoxes(form, "profession", choice.professions);
  setBoxes(form, "category", choice.categories);
  for (const radio of inputs(form, "view")) radio.checked = radio.value === choice.view;
}

function inputs(form: HTMLFormElement, name: string): readonly HTMLInputElement[] {
  return [...form.querySelectorAll<HTMLInputElement>(`input[name="${name}"]`)];
}

function selectOf(form: HTMLFormElement, name: string): HTMLSelectElement | null {
  return form.querySelector<HTMLSelectElement>(`select[name="${name}"]`);
}

function fieldOf(form: HTMLFormElement, name: string): HTMLElement | null {
  return selectOf(form, name)?.closest("label") ?? null;
}

function show(element: HTMLElement | null, isShown: boolean): void {
  if (element !== null) element.hidden = !isShown;
}

/** Sets a select; with a list of what is possible the rest is hidden, and the whole when there is nothing to choose. */
function setSelect(form: HTMLFormElement, name: string, value: string, possible?: readonly string[]): void {
  const select = selectOf(form, name);
  if (select === null) return;
  if (possible !== undefined) {
    for (const option of select.options) {
      option.hidden = !possible.includes(option.value);
      option.disabled = option.hidden;
    }
    show(fieldOf(form, name), possible.length > 1);
  }
  select.value = value;
}

function fillSelect(
  form: HTMLFormElement,
  name: string,
  options: readonly (readonly [value: string, text: string])[],
): void {
  const select = selectOf(form, name);
  const key = options.map(([value]) => value).join(" ");
  if (select === null || select.dataset["filled"] === key) return;
  select.dataset["filled"] = key;
  select.innerHTML =
    html`${options.map(([value, text]) => html`<option value="${value}">${text}</option>`)}`.text;
}

function fillCategories(
  form: HTMLFormElement,
  breakdown: string,
  categories: readonly (readonly [value: string, text: string])[],
): void {
  const details = form.querySelector<HTMLElement>('[data-choices="category"]');
  const fieldset = details?.querySelector("fieldset");
  show(details, categories.length > 0);
  if (!details || !fieldset || details.dataset["filled"] === breakdown) return;
  details.dataset["filled"] = breakdown;
  for (const label of fieldset.querySelectorAll("label")) label.remove();
  fieldset.insertAdjacentHTML(
    "beforeend",
    html`${categories.map(([value, text]) => html`<label><input type="checkbox" name="category" value="${value}"> ${text}</label>`)}`
      .text,
  );
}

function setBoxes(
  form: HTMLFormElement,
  name: string,
  chosen: readonly string[],
  possible?: readonly string[],
): void {
  const names: string[] = [];
  for (const box of inputs(form, name)) {
    box.checked = chosen.includes(box.value);
    box.disabled = possible !== undefined && !possible.includes(box.value);
    if (box.checked) names.push(box.closest("label")?.textContent?.trim() ?? "");
  }
  const summary = form.querySelector(`[data-choices="${name}"] > summary > .chosen`);
  const more = names.length - namedBoxes;
  if (summary !== null) {
    summary.textContent = [...names.slice(0, namedBoxes), ...(more > 0 ? [`+${more}`] : [])].join(", ");
  }
}
