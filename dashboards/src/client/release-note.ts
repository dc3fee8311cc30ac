import type { PageContext } from "../context.ts";
import type { Indicator } from "../release.ts";

/**
 * What a link made with another release must say: which release is shown, and what changed of its indicator between the
 * two, which is known of the release just before; null for a link of this release or of none.
 */
export function releaseNote(
  { t, release, format }: PageContext,
  indicator: Indicator,
  asked: string | null,
): string | null {
  const { revisions, manifest } = release;
  if (asked === null || asked === manifest.release) return null;
  const changed = revisions.indicators.filter((each) => each.indicator === indicator.id);
  const parts = changed.map(({ kind, cells }) => `${t(`change-${kind}`)} ${format.number(cells, 0)}`);
  return [
    t("explore-other-release", { asked, shown: manifest.release }),
    revisions.previous === asked
      ? t("explore-changed-cells", { count: parts.length, parts: parts.join("; ") })
      : t("explore-changed-unknown"),
  ].join(" ");
}
