import { createContexts, type PageContext } from "../context.ts";
import { type ExploreRelease, exploreFile } from "../explore-release.ts";
import { html } from "../html.ts";
import { type Cube, type Observation, readCube } from "../observations.ts";
import { exploreIds } from "../pages/explore.ts";
import { siteName } from "../site-name.ts";
import { type Choice, fitChoice, optionsOf, readChoice, writeChoice } from "./choice.ts";
import { exploreFigure, shownObservations } from "./explore-figure.ts";
import { readForm, showChoice } from "./explore-form.ts";
import { enhanceFigures } from "./figures.ts";
import { pageLanguage } from "./page-language.ts";
import { releaseNote } from "./release-note.ts";
import { allTexts } from "./texts.ts";

const language = pageLanguage();
const [needs, status, notes, output] = [
  find(exploreIds.needs),
  find(exploreIds.status),
  find(exploreIds.notes),
  find(exploreIds.figure),
];
const form = document.forms.namedItem(exploreIds.form);
const twin = document.querySelector<HTMLAnchorElement>(".language a");
const cubes = new Map<string, Promise<Cube>>();
/** Counts what was asked for, so that a late file does not show an earlier choice. */
let asked = 0;

if (form !== null) void start(form);

async function start(controls: HTMLFormElement): Promise<void> {
  let explore: ExploreRelease;
  try {
    explore = await (await load(controls, `release-${language}.json`)).json();
  } catch {
    // A page that is opened as a file cannot load others; it goes on saying what it needs.
    return;
  }
  const { release, dates } = explore;
  const words = new Map(dates.map(([iso, date, month]) => [iso, { date, month }]));
  const contextOf = createContexts(emptyOf(explore), allTexts(), language, {
    date: (iso) => words.get(iso)?.date ?? iso,
    month: (iso) => words.get(iso)?.month ?? iso,
  });
  const base = contextOf("explore");

  const draw = async (wanted: Choice, isLink: boolean): Promise<Choice | null> => {
    asked += 1;
    const turn = asked;
    const indicator = release.indicators.find(({ id }) => id === wanted.indicator) ?? release.indicators[0];
    if (indicator === undefined) return null;
    let cube: Cube;
    try {
      cube = await cubeOf(controls, indicator.id);
    } catch {
      cubes.delete(indicator.id);
      status.textContent = base.t("explore-failed");
      return null;
    }
    if (turn !== asked) return null;
    const context: PageContext = { ...base, release: { ...release, cube } };
    const options = optionsOf(context.release, cube, indicator);
    const { choice, left } = fitChoice(context.release, wanted, options);
    showChoice(controls, context, options, choice);
    output.innerHTML = exploreFigure(context, indicator, choice).text;
    enhanceFigures(output);
    const unknown = wanted.indicator === "" || wanted.indicator === indicator.id ? [] : [wanted.indicator];
    notes.innerHTML = isLink
      ? notesOf(context, controls, shownObservations(context, indicator, choice), [...unknown, ...left])
      : "";
    const title = output.querySelector("h3")?.textContent ?? base.pick(indicator.title);
    status.textContent = base.t("explore-shown", { title });
    document.title = `${title} | ${siteName}`;
    return choice;
  };
  const drawAddress = async (): Promise<void> => {
    if (twin !== null) twin.search = location.search;
    await draw(readChoice(new URLSearchParams(location.search)), true);
  };
  controls.addEventListener("change", async (event) => {
    const { target } = event;
    const said = readForm(controls);
    const changed = target instanceof HTMLSelectElement ? target.name : "";
    // Categories of a breakdown are read best side by side.
    const view = changed === "breakdown" && said.breakdown !== "none" ? "date" : said.view;
    const categories = changed === "breakdown" ? [] : said.categories;
    const choice = await draw({ ...said, view, categories }, false);
    if (choice === null) return;
    history.pushState(null, "", `?${writeChoice(choice, base.release)}`);
    if (twin !== null) twin.search = location.search;
  });
  window.addEventListener("popstate", () => void drawAddress());
  await drawAddress();
  needs.hidden = true;
  controls.hidden = false;
}

/** A release without cells: those of an indicator come with its own file. */
function emptyOf({ release }: ExploreRelease) {
  const none: Cube = { periods: () => [], series: () => [], lastPeriod: () => null, lastNumber: () => null };
  return { ...release, cube: none };
}

/** What a reader must know of the link that led here: made for another release, or naming what is not in this one. */
function notesOf(
  context: PageContext,
  controls: HTMLFormElement,
  shown: readonly Observation[],
  left: readonly string[],
): string {
  const { t } = context;
  const note = releaseNote(context, shown, new URLSearchParams(location.search).get("release"));
  return html`${
    note !== null &&
    html`<p class="missing">${note} <a href="${controls.dataset["changes"]}">${t("changes-title")}</a></p>`
  }${left.length > 0 && html`<p class="missing">${t("explore-left", { names: left.join(", ") })}</p>`}`.text;
}

/** The cells of an indicator, loaded once. */
function cubeOf(controls: HTMLFormElement, indicator: string): Promise<Cube> {
  const known = cubes.get(indicator) ?? loadCube(controls, indicator);
  cubes.set(indicator, known);
  return known;
}

async function loadCube(controls: HTMLFormElement, indicator: string): Promise<Cube> {
  const response = await load(controls, exploreFile(indicator));
  const bytes = new Uint8Array(await response.arrayBuffer());
  // Some servers unpack the file on the way.
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isPacked) return readCube(bytes);
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return readCube(new Uint8Array(await new Response(unpacked).arrayBuffer()));
}

async function load(controls: HTMLFormElement, file: string): Promise<Response> {
  const response = await fetch(`${controls.dataset["files"]}/${file}`);
  if (!response.ok) throw new Error(`explore: ${file}: ${response.status}`);
  return response;
}

function find(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`explore: no element: ${id}`);
  return element;
}
