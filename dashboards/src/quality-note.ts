import type { PageContext } from "./context.ts";
import { roundAsShown } from "./format.ts";
import type { Reading } from "./reading.ts";
import type { Indicator, Release, UnknownValues } from "./release.ts";
import { SiteError } from "./site-error.ts";

/** Decimals of a share in per cent. */
export const shareDecimals = 1;

/**
 * Says in one sentence how often something that an indicator needs is unknown in an area, at the latest period that has a
 * number: `For 3.2% of the persons in post, the age is not known (as at 30 September 2025).` There are words of their own
 * for nothing unknown, nothing that can be unknown, no records, a confidential share, no return, and what is not counted.
 */
export function qualityNote(context: PageContext, indicator: Indicator, area: string): string {
  const { t, format, pick, release } = context;
  const declared = unknownOf(release, indicator);
  const { basis } = declared;
  const what = declared.what === null ? "" : pick(declared.what);
  const of = declared.of === null ? "" : pick(declared.of);
  if (basis === "none" || basis === "not-counted") return t(`quality-note-${basis}`, { what });
  const found = declared.areas.find((each) => each.area === area);
  if (found === undefined || found.marker === "x") return t(`quality-note-no-${basis}`, { what });
  if (found.marker === "c") return t("quality-note-confidential", { what });
  if (found.share === null || found.period_end === null) return t("quality-note-nothing");
  const date = format.date(found.period_end);
  const values = {
    of,
    what,
    period: found.months === 0 ? t("period-as-at", { date }) : t("period-twelve-months", { date }),
    incomplete: String(found.marker === "incomplete"),
  };
  if (found.share === 0) return t("quality-note-known", values);
  const least = 10 ** -shareDecimals;
  return roundAsShown(found.share, shareDecimals) === 0
    ? t("quality-note-below", { ...values, share: format.number(least, shareDecimals) })
    : t("quality-note-share", { ...values, share: format.number(found.share, shareDecimals) });
}

/** The same share in per cent as a table shows it; not applicable where nothing can be unknown. */
export function readUnknown(release: Release, indicator: Indicator, area: string): Reading {
  const { basis, areas } = unknownOf(release, indicator);
  if (basis === "none") return { value: null, shorthand: "z", notes: [] };
  const found = areas.find((each) => each.area === area);
  const notes = found?.marker === "incomplete" ? ["incomplete"] : [];
  if (found !== undefined && found.share !== null) return { value: found.share, notes };
  const shorthand = found?.marker === "c" || found?.marker === "z" ? found.marker : "x";
  return { value: null, shorthand, notes };
}

/** What a release says of the unknown values of an indicator. */
export function unknownOf({ quality }: Release, { id }: Indicator): UnknownValues {
  const found = quality.unknown.find(({ indicator }) => indicator === id);
  if (found === undefined) throw new SiteError(`quality.json: missing indicator: ${id}`);
  return found;
}
