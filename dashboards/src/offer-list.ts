import type { PageContext } from "./context.ts";
import { type Html, html, joinContent } from "./html.ts";
import { exploreLink } from "./links.ts";
import { shortMarker } from "./reading.ts";
import type { CellAddress, Shown } from "./reasons.ts";
import { findSafeAggregate, type SafeAggregate } from "./safe-aggregate.ts";
import { allProfessions, categoriesOf, lastPeriod, mainStaffType, type Slice } from "./select.ts";
import { quantity } from "./unit.ts";

/** Wider groups listed under a figure, and numbers of each; the others are counted. */
const listedGroups = 3;
const listedNumbers = 3;

/** Confidential cells named one by one; the others are counted. */
const namedCells = 3;

/** What a figure offers in place of its confidential numbers, and the numbers that it tells, for its legend. */
export type OfferList = { readonly content: Html | false; readonly shown: readonly Shown[] };

type Offer = SafeAggregate & { readonly periodEnd: string };

/** A wider group: the names of the cells that it is offered for, and its numbers by their indicator. */
type Group = { readonly hidden: Set<string>; readonly offers: Map<string, Offer> };

/** Lists the smallest wider groups with a number in place of those that are confidential at the latest date. */
export function offerList(context: PageContext, shown: readonly Shown[]): OfferList {
  const { t, format } = context;
  const groups = [...groupOffers(context, shown)];
  const listed = groups.slice(0, listedGroups).map(([wider, { hidden, offers }]) => ({
    wider,
    names: [...hidden],
    offers: [...offers.values()].slice(0, listedNumbers),
    left: offers.size - listedNumbers,
  }));
  if (listed.length === 0) return { content: false, shown: [] };
  const title = t("offers-title", {
    more: String(groups.length > listed.length),
    listed: format.number(listed.length, 0),
    count: format.number(groups.length, 0),
  });
  const items = listed.map(({ wider, names, offers, left }) => {
    const hidden = [names.slice(0, namedCells).join("; "), ...more(context, names.length - namedCells)];
    const numbers = offers.map((offer) => numberLink(context, offer));
    return html`<li>${t("offers-item", { hidden: hidden.join(" "), wider })}
      ${joinContent(numbers, "; ")}${more(context, left).map((text) => ` ${text}`)}</li>`;
  });
  return {
    content: html`<div class="note offers"><p>${title}</p><ul>${items}</ul></div>`,
    shown: listed.flatMap(({ offers }) =>
      offers.map(({ slice, reading, periodEnd }) => ({ reading, cell: { slice, periodEnd } })),
    ),
  };
}

/** What a slice is of: profession, area, category of a breakdown, and the staff type where it is asked for. */
export function nameSlice(context: PageContext, slice: Slice, withStaffType = false): string {
  const { t, name, shortName, release } = context;
  const { professions, areas, staff_types } = release.codes;
  const staffType = slice.staffType ?? mainStaffType(slice.indicator);
  return [
    ...(slice.profession === allProfessions
      ? [t("all-professions-short")]
      : professions.filter(({ code }) => code === slice.profession).map(name)),
    ...areas.filter(({ code }) => code === slice.area).map(shortName),
    ...(slice.breakdown === "none" ? [] : categoriesOf(release, slice.breakdown))
      .filter(({ code }) => code === slice.category)
      .map(name),
    ...(withStaffType ? staff_types.filter(({ code }) => code === staffType).map(name) : []),
  ].join(", ");
}

/** The offers for what is shown as confidential at the last period end of its indicator, by the name of the wider group. */
function groupOffers(context: PageContext, shown: readonly Shown[]): ReadonlyMap<string, Group> {
  const { release } = context;
  const groups = new Map<string, Group>();
  for (const { cell } of shown) {
    if (cell === undefined || !isLatest(context, cell)) continue;
    const found = findSafeAggregate(release, cell);
    if (found === null) continue;
    const { slice, periodEnd } = cell;
    const mainType = mainStaffType(slice.indicator);
    const withStaffType = (slice.staffType ?? mainType) !== mainType;
    const wider = nameSlice(context, found.slice, withStaffType);
    const group = groups.get(wider) ?? { hidden: new Set(), offers: new Map() };
    group.hidden.add(nameSlice(context, slice, withStaffType));
    group.offers.set(slice.indicator.id, { ...found, periodEnd });
    groups.set(wider, group);
  }
  return groups;
}

function isLatest({ release }: PageContext, { slice, periodEnd }: CellAddress): boolean {
  return lastPeriod(release, slice.indicator).periodEnd === periodEnd;
}

function numberLink(context: PageContext, { slice, reading }: Offer): Html {
  const { indicator, area, profession } = slice;
  const value = quantity(context, reading.value, indicator);
  const notes = reading.notes.map((note) => ` [${shortMarker(note)}]`).join("");
  return exploreLink(context, `${context.pick(indicator.title)} ${value}${notes}`, {
    ...slice,
    areas: [area],
    professions: [profession],
  });
}

function more({ t }: PageContext, count: number): readonly string[] {
  return count > 0 ? [t("return-more", { count })] : [];
}
