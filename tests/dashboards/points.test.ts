import { expect, test } from "vitest";
import { coursePoints, latestPoints, risingPoint, valuePoints } from "../../dashboards/src/points.ts";
import { contextOf, indicatorOf, readFixture } from "./fixture-site.ts";

const release = readFixture();
const english = contextOf(release, "en");
const welsh = contextOf(release, "cy");
const wales = { name: "Wales", area: "W92000004", profession: "all" };

test("a sentence has the latest value, the change in a year and what to be careful with", () => {
  expect(latestPoints(english, { headcount: "table" }, wales)).toEqual([
    {
      text: "Headcount, Wales: 12,815, as at 30 September 2025. Up 57 on a year earlier (12,758). Incomplete: no return from Powys County Council for 30 September 2025 (Staff in post).",
      anchor: "table",
    },
  ]);
  expect(latestPoints(welsh, { headcount: "table" }, { ...wales, name: "Cymru" })[0]?.text).toBe(
    "Dangosydd headcount, Cymru: 12,815, ar 30 Medi 2025. 57 yn uwch na blwyddyn ynghynt (12,758). Anghyflawn, ffurflen ar goll: Cyngor Sir Powys ar gyfer 30 Medi 2025 (Staff mewn swydd).",
  );
});

test("a rate is a percentage of twelve months", () => {
  expect(latestPoints(english, { "leaver-rate": "table" }, wales)[0]?.text).toBe(
    "Leaver rate, Wales: 10.4% (95% interval 9.4% to 11.5%), 12 months to 30 September 2025. Up 0.6 percentage points on a year earlier (9.8%). That is within its usual variation.",
  );
});

test("what is confidential is said to be so, and why, with a wider group; what is not applicable or not there is left out", () => {
  const place = { name: "Art therapists", area: "W11000024", profession: "art-therapist" };
  expect(latestPoints(english, { headcount: "table" }, place)[0]?.text).toBe(
    "Headcount, Art therapists: confidential [c], as at 30 September 2025. This number, or another that could be worked out from it, is about so few staff that a person could be recognised. It is not missing, and [c] does not mean 0. Shown for a wider group: Arts therapists, Powys: 2,163.",
  );
  expect(latestPoints(welsh, { headcount: "table" }, place)[0]?.text).toMatch(
    /^Dangosydd headcount, Art therapists: cyfrinachol \[c\], ar 30 Medi 2025\. Mae’r ffigur hwn, neu un arall .+ Dangosir y ffigur ar gyfer grŵp ehangach: Therapyddion y celfyddydau, Powys: 2,163\.$/,
  );
  const shared = { ...wales, profession: "multi-profession" };
  expect(latestPoints(english, { "vacancy-rate": "table", "senior-fill-rate": "table" }, shared)).toEqual([]);
});

test("rising, falling and unchanged are told from a year earlier and from the start", () => {
  const text = (id: string, profession: string) =>
    risingPoint(english, indicatorOf(release, id), { ...wales, profession });
  expect(text("advanced-posts", "all")).toBe(
    "Advanced posts, Wales: 163, as at 30 September 2025. The number is rising: 1 more than a year earlier (162). It is 23 more than at the start of the series on 31 March 2021 (140).",
  );
  expect(text("consultant-posts", "all")).toBe(
    "Consultant posts, Wales: 26, as at 30 September 2025. The number is not rising: it is the same as a year earlier. It is 4 more than at the start of the series on 31 March 2021 (22).",
  );
  expect(text("consultant-posts", "dietitian")).toBe(
    "Consultant posts, Wales: 0, as at 30 September 2025. The number is not rising: it is the same as a year earlier. It is the same as at the start of the series on 31 March 2021.",
  );
});

test("the value and the course can be told apart, with how sure they are", () => {
  const rates = { "vacancy-rate": "table", "registered-share": "table", "senior-posts-per-100": "table" };
  const texts = (points: ReturnType<typeof valuePoints>) => points.map(({ text }) => text);
  expect(texts(valuePoints(english, rates, wales))).toEqual([
    "Vacancy rate, Wales: 8.2%, as at 30 September 2025.",
    "Registered share, Wales: 90.9% (95% interval 81.8% to 100.0%), as at 30 September 2025.",
    "Senior posts per 100, Wales: 2.3% (95% interval 2.1% to 2.6%), as at 30 September 2025.",
  ]);
  expect(texts(coursePoints(english, rates, wales))).toEqual([
    "Vacancy rate, Wales, as at 30 September 2025: up 0.1 percentage points on a year earlier, from 8.1% to 8.2%. Against the whole series it is getting worse, by more than its usual variation.",
    "Registered share, Wales, as at 30 September 2025: up 0.4 percentage points on a year earlier, from 90.5% to 90.9%. Against the whole series it is improving, by more than its usual variation.",
    "Senior posts per 100, Wales, as at 30 September 2025: 2.3%, the same as a year earlier. The series is too short to tell its usual variation.",
  ]);
  expect(texts(coursePoints(welsh, rates, { ...wales, name: "Cymru" }))).toEqual([
    "Dangosydd vacancy rate, Cymru, ar 30 Medi 2025: 0.1 pwynt canran yn uwch na blwyddyn ynghynt; 8.1% bryd hynny, 8.2% erbyn hyn. O’i gymharu â’r gyfres gyfan, mae’n gwaethygu y tu hwnt i’r amrywiad arferol.",
    "Dangosydd registered share, Cymru, ar 30 Medi 2025: 0.4 pwynt canran yn uwch na blwyddyn ynghynt; 90.5% bryd hynny, 90.9% erbyn hyn. O’i gymharu â’r gyfres gyfan, mae’n gwella y tu hwnt i’r amrywiad arferol.",
    "Dangosydd senior posts per 100, Cymru, ar 30 Medi 2025: 2.3%, yr un fath â blwyddyn ynghynt. Mae’r gyfres yn rhy fyr i bennu’r amrywiad arferol.",
  ]);
});
