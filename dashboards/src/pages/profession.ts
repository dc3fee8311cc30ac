import { paperPath } from "../addresses.ts";
import type { PageContext } from "../context.ts";
import { fanFigure } from "../fan-figure.ts";
import { type Html, html } from "../html.ts";
import { noNumbersNotice, withIndicators } from "../missing.ts";
import { makePage, type Page, section } from "../page.ts";
import { profileSections } from "../profile.ts";
import type { Profession } from "../release.ts";
import { areaSummaryRows, walesName } from "../rows.ts";
import { allProfessions, hasNumbersFor, pageAreas, wales } from "../select.ts";
import { summaryFigure } from "../summary-figure.ts";

const byArea = ["headcount", "fte", "vacancy-fte", "vacancy-rate", "leaver-rate", "aged-55-plus"];
const posts = ["advanced-posts", "consultant-posts", "senior-posts-per-100", "senior-fill-rate"];

/** The page of one profession, of a group of them or of the staff that they share. */
export function professionPage(context: PageContext, profession: Profession): Page {
  const { t } = context;
  const name = context.name(profession);
  const table = (id: string, title: string, ids: readonly string[]) =>
    withIndicators(context, ids, (indicators) =>
      summaryFigure(context, {
        id,
        title: `${title}: ${name}`,
        place: name,
        rowHeader: t("column-area"),
        rows: areaSummaryRows(context, profession.code),
        columns: indicators.map((indicator) => ({ indicator })),
      }),
    );
  const introduction = t("profession-introduction", { name });
  const areas = [wales, ...pageAreas(context.release).map(({ code }) => code)];
  const group = context.release.codes.professions.find(
    ({ code, kind }) => code === profession.parent && kind === "group",
  );
  const professions = [profession.code, ...(group === undefined ? [] : [group.code])];
  if (!hasNumbersFor(context.release, areas, professions)) {
    return makePage(name, introduction, [noNumbersNotice(context, name)]);
  }
  return makePage(name, introduction, [
    ...profileSections(context, {
      name,
      areaName: walesName(context),
      professionName: name,
      area: wales,
      profession: profession.code,
      beside: { name: t("all-professions-short"), area: wales, profession: allProfessions },
    }),
    withSupply(context, profession),
    section("areas", t("areas-title"), table("by-area", t("by-area-title"), byArea)),
    section("senior", t("senior-title"), table("posts", t("senior-areas-title"), posts)),
  ]);
}

function withSupply(context: PageContext, profession: Profession): Html {
  const { t, name, link } = context;
  const figure = fanFigure(context, profession);
  return section(
    "supply",
    t("supply-heading"),
    figure,
    html`<p><a href="${link(paperPath(profession))}">${t("paper-title", { name: name(profession) })}</a></p>`,
  );
}
