import type { PageContext } from "../context.ts";
import { exploreFolder } from "../explore-release.ts";
import { type Content, type Html, html } from "../html.ts";
import { makePage, type Page } from "../page.ts";
import type { Area } from "../release.ts";
import { allProfessions, wales } from "../select.ts";

/** The parts of the page that its script works on. */
export const exploreIds = {
  needs: "explore-needs",
  form: "explore-form",
  status: "explore-status",
  notes: "explore-notes",
  figure: "explore-output",
} as const;

/**
 * Any indicator by areas, professions, staff type, breakdown and time. The controls are there at build; the script shows them and
 * draws what they say. Without it the page leads to the indicators' own pages and the data.
 */
export function explorePage(context: PageContext): Page {
  const { t, link, rootLink, release } = context;
  const page = makePage(t("explore-title"), t("explore-introduction"), [
    html`<p class="missing" id="${exploreIds.needs}">${t("explore-needs")}
      <a href="${link("indicators/index")}">${t("navigation-indicators")}</a> ·
      <a href="${link("downloads")}">${t("navigation-downloads")}</a></p>`,
    html`<div class="explore">
      <form id="${exploreIds.form}" aria-label="${t("explore-choice")}" hidden
        data-files="${rootLink(exploreFolder)}" data-changes="${link("changes")}">
        ${indicatorSelect(context)}
        ${choices(
          "area",
          t("areas-title"),
          html`${areaBoxes(
            context,
            release.codes.areas.filter(({ level }) => level !== "employer"),
          )}<details class="inner"><summary>${t("employers-title")}</summary>${areaBoxes(
            context,
            release.codes.areas.filter(({ level }) => level === "employer"),
          )}</details>`,
        )}
        ${choices("profession", t("professions-title"), professionBoxes(context))}
        ${select("staff", t("explore-staff"), codedOptions(context, release.codes.staff_types))}
        ${select(
          "breakdown",
          t("explore-breakdown"),
          html`<option value="none">${t("explore-none")}</option>${codedOptions(
            context,
            release.codes.breakdowns.filter(({ code }) => code !== "none"),
          )}`,
        )}
        ${choices("category", t("explore-categories"), "")}
        ${select("level", t("explore-level"), codedOptions(context, release.codes.levels))}
        <fieldset class="inline"><legend>${t("explore-view")}</legend>
          <label><input type="radio" name="view" value="course" checked> ${t("explore-course")}</label>
          <label><input type="radio" name="view" value="date"> ${t("explore-date")}</label></fieldset>
        ${select("from", t("explore-from"), "")}
        ${select("to", t("explore-to"), "")}
      </form>
      <div class="explore-result">
        <h2 class="unseen">${t("explore-result")}</h2>
        <p role="status" id="${exploreIds.status}"></p>
        <div id="${exploreIds.notes}"></div>
        <div id="${exploreIds.figure}" data-made></div>
      </div>
    </div>`,
  ]);
  return { ...page, script: "explore" };
}

function indicatorSelect({ t, release, pick }: PageContext): Html {
  const { indicators, plan } = release;
  return select(
    "indicator",
    t("column-indicator"),
    plan.aims.map((aim) => {
      const outcomes = aim.outcomes.map(({ id }) => id);
      const own = indicators.filter(({ outcomes: [first = ""] }) => outcomes.includes(first));
      return (
        own.length > 0 &&
        html`<optgroup label="${pick(aim.title)}">${own.map(
          ({ id, title }) => html`<option value="${id}">${pick(title)}</option>`,
        )}</optgroup>`
      );
    }),
  );
}

function areaBoxes({ shortName, name }: PageContext, areas: readonly Area[]): Content {
  return areas
    .toSorted((a, b) => a.sort - b.sort)
    .map((area) =>
      box("area", area.code, area.level === "employer" ? name(area) : shortName(area), area.code === wales),
    );
}

function professionBoxes({ release, name, t }: PageContext): Content {
  return release.codes.professions
    .toSorted((a, b) => a.sort - b.sort)
    .map((profession) =>
      profession.code === allProfessions
        ? box("profession", profession.code, t("all-professions-short"), true)
        : box("profession", profession.code, name(profession), false),
    );
}

function choices(name: string, title: string, boxes: Content): Html {
  return html`<details class="choices" data-choices="${name}"><summary><span>${title}</span> <span class="chosen"></span></summary>
    <fieldset><legend>${title}</legend>${boxes}</fieldset></details>`;
}

function box(name: string, value: string, text: string, checked: boolean): Html {
  return html`<label><input type="checkbox" name="${name}" value="${value}"${checked && html` checked`}> ${text}</label>`;
}

function select(name: string, title: string, options: Content): Html {
  return html`<label class="field"><span>${title}</span> <select name="${name}">${options}</select></label>`;
}

function codedOptions(
  { name }: PageContext,
  items: readonly { readonly code: string; readonly name_en: string; readonly name_cy: string }[],
): Content {
  return items.map((item) => html`<option value="${item.code}">${name(item)}</option>`);
}
