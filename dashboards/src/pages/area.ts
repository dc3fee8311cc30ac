import { readingCell } from "../cells.ts";
import type { PageContext } from "../context.ts";
import { renderFigure } from "../figure.ts";
import { areaGapPoints } from "../gap-points.ts";
import { type Html, html } from "../html.ts";
import { exploreLink } from "../links.ts";
import { noNumbersNotice, withIndicators } from "../missing.ts";
import { makePage, type Page, section } from "../page.ts";
import { profileSections } from "../profile.ts";
import { missingFrom, nameReturns, readShown } from "../reasons.ts";
import type { Area, Indicator } from "../release.ts";
import { professionSummaryRows, walesName } from "../rows.ts";
import {
  allProfessions,
  comparedIndicators,
  employersOf,
  findIndicators,
  hasNumbersFor,
  indicatorsOf,
  pageProfessions,
  wales,
} from "../select.ts";
import { summaryFigure } from "../summary-figure.ts";

const byProfession = ["headcount", "fte", "vacancy-fte", "vacancy-rate", "leaver-rate", "aged-55-plus"];
const compared = [...comparedIndicators, "senior-posts-per-100"];
const posts = ["advanced-posts", "consultant-posts", "senior-posts-per-100", "senior-fill-rate"];

/** The page of one health-board area or of the all-Wales bodies. */
export function areaPage(context: PageContext, area: Area): Page {
  const { t, name, shortName } = context;
  const short = shortName(area);
  const table = (id: string, title: string, ids: readonly string[]) =>
    withIndicators(context, ids, (indicators) =>
      summaryFigure(context, {
        id,
        title: `${title}: ${short}`,
        place: short,
        rowHeader: t("column-profession"),
        rows: professionSummaryRows(context, area.code),
        columns: indicators.map((indicator) => ({ indicator })),
      }),
    );
  const introduction = t("area-introduction", { name: name(area) });
  const professions = [allProfessions, ...pageProfessions(context.release).map(({ code }) => code)];
  if (!hasNumbersFor(context.release, [area.code], professions)) {
    return makePage(short, introduction, [noNumbersNotice(context, short)]);
  }
  return makePage(short, introduction, [
    ...profileSections(context, {
      name: short,
      areaName: short,
      professionName: t("all-professions"),
      area: area.code,
      profession: allProfessions,
      beside: { name: walesName(context), area: wales, profession: allProfessions },
      points: areaGapPoints(context, area.code, "by-profession"),
    }),
    compareSection(context, area),
    section(
      "professions",
      t("professions-title"),
      table("by-profession", t("by-profession-title"), byProfession),
    ),
    section("senior", t("senior-title"), table("posts", t("senior-by-profession-title"), posts)),
    section(
      "employers",
      t("employers-title"),
      withIndicators(context, ["headcount", "fte"], (indicators) =>
        employersFigure(context, area, indicators),
      ),
    ),
  ]);
}

/** Ways to set the area beside Wales, to which other areas can be added. */
function compareSection(context: PageContext, area: Area): Html | false {
  const { t, release, pick } = context;
  const possible = indicatorsOf(release, area.code);
  const indicators = findIndicators(release, compared).filter((indicator) => possible.includes(indicator));
  return (
    indicators.length > 0 &&
    section(
      "compare",
      t("compare-title"),
      html`<p>${t("compare-text")}</p>`,
      html`<ul class="link-list">${indicators.map(
        (indicator) =>
          html`<li>${exploreLink(context, pick(indicator.title), {
            indicator,
            areas: [wales, area.code],
            professions: [allProfessions],
          })}</li>`,
      )}</ul>`,
    )
  );
}

/** The employers of an area with their own code, sector and staff in post. */
function employersFigure(context: PageContext, area: Area, indicators: readonly Indicator[]): Html {
  const { t, pick, name, shortName, release, format } = context;
  const title = t("employers-figure-title", { area: shortName(area) });
  const missing = missingFrom(release, area.code);
  const rows = employersOf(release, area).map((employer) => ({
    employer,
    shown: indicators.map((indicator) =>
      readShown(release, { indicator, area: employer.code, profession: allProfessions }),
    ),
  }));
  return renderFigure(context, {
    id: "employers-figure",
    title,
    subtitle: [shortName(area), t("period-as-at", { date: format.date(release.manifest.as_at) })],
    indicators,
    table: {
      caption: title,
      rowHeader: t("column-employer"),
      columns: [
        { header: t("column-code"), kind: "text" },
        { header: t("column-sector"), kind: "text" },
        ...indicators.map((indicator) => ({ header: pick(indicator.title), kind: "number" as const })),
      ],
      rows: rows.map(({ employer, shown }) => ({
        header: name(employer),
        cells: [
          employer.code,
          sectorName(context, employer.sector),
          ...shown.map(({ reading, cell }) => readingCell(context, reading, cell.slice.indicator)),
        ],
      })),
    },
    shown: rows.flatMap(({ shown }) => shown),
    notes: missing.length === 0 ? [] : [t("employers-missing", { returns: nameReturns(context, missing) })],
  });
}

function sectorName({ release, name }: PageContext, sector: string | null): string {
  const sectors = release.codes.breakdowns.find(({ code }) => code === "sector")?.categories ?? [];
  const found = sectors.find(({ code }) => code === sector);
  return found === undefined ? (sector ?? "") : name(found);
}
