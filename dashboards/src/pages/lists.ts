import type { PageContext } from "../context.ts";
import { withIndicators } from "../missing.ts";
import { makePage, type Page, section } from "../page.ts";
import { areaSummaryRows, professionSummaryRows, walesName } from "../rows.ts";
import { allProfessions, wales } from "../select.ts";
import { type SummaryRow, summaryFigure } from "../summary-figure.ts";

const people = ["headcount", "fte", "registered-share", "aged-55-plus", "joiner-rate", "leaver-rate"];
const posts = ["funded-fte", "vacancy-fte", "vacancy-rate", "advanced-posts", "consultant-posts"];

/** All areas beside Wales; each row leads to the area's page. */
export function areasPage(context: PageContext): Page {
  const { t } = context;
  return makePage(
    t("areas-title"),
    t("areas-introduction"),
    listTables(context, "comparison-areas-title", t("column-area"), areaSummaryRows(context, allProfessions)),
  );
}

/** All professions side by side; each row leads to the profession's page. */
export function professionsPage(context: PageContext): Page {
  const { t } = context;
  return makePage(
    t("professions-title"),
    t("professions-introduction"),
    listTables(
      context,
      "comparison-professions-title",
      t("column-profession"),
      professionSummaryRows(context, wales),
    ),
  );
}

function listTables(context: PageContext, titleKey: string, rowHeader: string, rows: readonly SummaryRow[]) {
  const { t } = context;
  const table = (id: string, title: string, ids: readonly string[]) =>
    section(
      id,
      title,
      withIndicators(context, ids, (indicators) =>
        summaryFigure(context, {
          id: `${id}-figure`,
          title: t(titleKey, { title }),
          place: walesName(context),
          rowHeader,
          rows,
          columns: indicators.map((indicator) => ({ indicator })),
        }),
      ),
    );
  return [table("people", t("people-title"), people), table("posts", t("posts-title"), posts)];
}
