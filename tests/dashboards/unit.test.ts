import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { renderFigure } from "../../dashboards/src/figure.ts";
import { besideTitle, unitBeside, withUnit } from "../../dashboards/src/unit.ts";
import { contextOf, indicatorOf, readFixture } from "./fixture-site.ts";

const release = readFixture();
const english = contextOf(release, "en");
const welsh = contextOf(release, "cy");
const fte = {
  ...indicatorOf(release, "fte"),
  title: { en: "FTE in post", cy: "Staff mewn swydd (FTE)" },
  unit: { en: "FTE", cy: "cyfwerth ag amser llawn (FTE)" },
};
const vacancies = { ...fte, title: { en: "Vacancies", cy: "Swyddi gwag" } };

test("a unit is written once and its brackets are not nested", () => {
  expect(withUnit(welsh, "Staff mewn swydd (FTE): Cymru", fte)).toBe("Staff mewn swydd (FTE): Cymru");
  expect(withUnit(welsh, "Swyddi gwag: Cymru", vacancies)).toBe("Swyddi gwag: Cymru (FTE)");
  expect(withUnit(english, "Vacancies: Wales", vacancies)).toBe("Vacancies: Wales (FTE)");
  expect(unitBeside(welsh, vacancies)).toBe("cyfwerth ag amser llawn (FTE)");
});

test("the line under a title leaves out a unit that the title says", () => {
  const posts = {
    ...fte,
    title: { en: "Advanced practice posts", cy: "Swyddi uwch-ymarfer" },
    unit: { en: "posts", cy: "swyddi" },
  };
  expect(besideTitle(english, "Advanced practice posts by area", posts)).toEqual([]);
  expect(besideTitle(welsh, "Swyddi uwch-ymarfer yn ôl ardal", posts)).toEqual([]);
  expect(besideTitle(welsh, "Swyddi gwag yn ôl ardal", vacancies)).toEqual(["cyfwerth ag amser llawn (FTE)"]);
});

test.each([
  [100.04, false],
  [129.9, true],
])("a percentage of %d is explained: %s", (value, explained) => {
  const slice = { indicator: indicatorOf(release, "vacancy-rate"), area: "W92000004", profession: "all" };
  const figure = renderFigure(english, {
    id: "figure",
    title: "Figure",
    subtitle: [],
    indicators: [slice.indicator],
    table: { caption: "Figure", rowHeader: "Area", columns: [], rows: [] },
    shown: [{ reading: { value, notes: [] }, cell: { slice, periodEnd: "2025-09-30" } }],
  });
  const { document } = parseHTML(`<main>${figure.text}</main>`);
  const notes = [...document.querySelectorAll(".note")].map((note) => note.textContent);
  expect(notes).toEqual(explained ? ["Above 100: more is filled than funded."] : []);
});
