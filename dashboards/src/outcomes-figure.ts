import type { PageContext } from "./context.ts";
import { renderFigure } from "./figure.ts";
import { type Content, type Html, html, joinContent } from "./html.ts";
import { indicatorLink } from "./links.ts";
import type { Indicator } from "./release.ts";
import { walesName } from "./rows.ts";
import {
  allProfessions,
  lastPeriod,
  observationAt,
  outcomeIndicators,
  selectSeries,
  wales,
} from "./select.ts";

/**
 * The outcomes of the plan (rows) with the indicators that the control chart says improve and get worse in Wales, and how
 * many stay within their usual variation or have no direction; false where no outcome has an indicator with a number.
 */
export function outcomesFigure(context: PageContext, id: string): Html | false {
  const { t, release, pick, link, format } = context;
  const rows = release.plan.aims.flatMap(({ outcomes }) =>
    outcomes.flatMap((outcome) => {
      const indicators = outcomeIndicators(release, outcome.id);
      return indicators.length === 0 ? [] : [{ outcome, indicators }];
    }),
  );
  if (rows.length === 0) return false;
  const title = t("outcomes-title");
  return renderFigure(context, {
    id,
    title,
    subtitle: [
      walesName(context),
      t("all-professions"),
      t("period-as-at", { date: format.date(release.manifest.as_at) }),
    ],
    indicators: [...new Set(rows.flatMap(({ indicators }) => indicators))],
    table: {
      caption: title,
      rowHeader: t("column-outcome"),
      columns: [
        { header: t("signal-improving"), kind: "text" },
        { header: t("signal-worsening"), kind: "text" },
        { header: t("signal-no-change"), kind: "number" },
        { header: t("column-no-signal"), kind: "number" },
      ],
      rows: rows.map(({ outcome, indicators }) => {
        const { improving, worsening, usual, unsaid } = bySignal(context, indicators);
        return {
          header: html`<a href="${link("plan", outcome.id)}">${pick(outcome.title)}</a>`,
          cells: [
            nameAll(context, improving),
            nameAll(context, worsening),
            format.number(usual.length, 0),
            format.number(unsaid.length, 0),
          ],
        };
      }),
    },
    shown: [],
    notes: [t("outcomes-note")],
  });
}

function bySignal({ release }: PageContext, indicators: readonly Indicator[]) {
  const signalOf = (indicator: Indicator) =>
    observationAt(
      selectSeries(release, { indicator, area: wales, profession: allProfessions }),
      lastPeriod(release, indicator).periodEnd,
    )?.signal ?? null;
  const having = (...signals: readonly ReturnType<typeof signalOf>[]) =>
    indicators.filter((indicator) => signals.includes(signalOf(indicator)));
  return {
    improving: having("improving"),
    worsening: having("worsening"),
    usual: having("no-change"),
    unsaid: having("too-short", null),
  };
}

/** Indicators by name, each linked; a dash for none. */
function nameAll(context: PageContext, indicators: readonly Indicator[]): Content {
  if (indicators.length === 0) return "–";
  return joinContent(
    indicators.map((indicator) => indicatorLink(context, indicator)),
    ", ",
  );
}
