import type { PageContext } from "../context.ts";
import type { Observation } from "../observations.ts";

/**
 * What a link made with another release must say: which release is shown, and how many of the numbers shown changed between
 * the two, which is known of the release just before; null for a link of this release or of none.
 */
export function releaseNote(
  { t, release, format }: PageContext,
  shown: readonly Observation[],
  asked: string | null,
): string | null {
  const { revisions, manifest } = release;
  if (asked === null || asked === manifest.release) return null;
  const changes = shown.flatMap(({ change }) => change ?? []);
  const parts = [...new Set(changes)].map((kind) => {
    const count = changes.filter((each) => each === kind).length;
    return `${t(`change-${kind}`)} ${format.number(count, 0)}`;
  });
  return [
    t("explore-other-release", { asked, shown: manifest.release }),
    revisions.previous === asked
      ? t("explore-changed-cells", { count: parts.length, parts: parts.join("; ") })
      : t("explore-changed-unknown"),
  ].join(" ");
}
