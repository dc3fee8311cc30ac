import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DateDay, Dictionary, Float64, Int32, Table, tableToIPC, Utf8, vectorFromArray } from "apache-arrow";
import { fixtureSupply } from "./fixture-supply.ts";

type Cell = {
  indicator: string;
  periodEnd: string;
  period: string;
  area: string;
  profession: string;
  staffType: string;
  level: string;
  breakdown?: string;
  category?: string;
  value: number | null;
  lower: number | null;
  upper: number | null;
  marker: string;
};

const release = "2025-09-30-1";
const asAt = "2025-09-30";
const wales = "W92000004";
const powys = "W11000024";

/** Text that must arrive on a page as text: markup, a code placeholder, an ICU placeholder, a line break. */
export const hostileName = `R&D <b>"Trust"</b> \${1 + 1} {count}

    'x'`;

const boards = [
  ["W11000023", "Betsi Cadwaladr", "Betsi Cadwaladr"],
  [powys, "Powys", "Powys"],
  ["W11000025", "Hywel Dda", "Hywel Dda"],
  ["W11000031", "Swansea Bay", "Bae Abertawe"],
  ["W11000030", "Cwm Taf Morgannwg", "Cwm Taf Morgannwg"],
  ["W11000028", "Aneurin Bevan", "Aneurin Bevan"],
  ["W11000029", "Cardiff and Vale", "Caerdydd a’r Fro"],
] as const;

const professions = [
  [
    "all",
    null,
    "total",
    "All allied health professionals",
    "Yr holl weithwyr proffesiynol perthynol i iechyd",
  ],
  ["arts-therapists", "all", "group", "Arts therapists", "Therapyddion y celfyddydau"],
  ["art-therapist", "arts-therapists", "profession", "Art therapists", "Therapyddion celf"],
  ["music-therapist", "arts-therapists", "profession", "Music therapists", "Therapyddion cerdd"],
  ["dietitian", "all", "profession", "Dietitians", "Deietegwyr"],
  ["physiotherapist", "all", "profession", "Physiotherapists", "Ffisiotherapyddion"],
  ["multi-profession", "all", "shared", "Shared staff", "Staff a rennir"],
] as const;

type Shape = {
  readonly kind: "count" | "fte" | "rate";
  readonly flow?: true;
  readonly staffType?: string;
  readonly base: number;
  readonly outcome: string;
  readonly audience: string;
  /** Its categories; `hasTotal` tells whether there is a row of all of them together. */
  readonly breakdown?: {
    readonly code: string;
    readonly categories: readonly string[];
    readonly hasTotal: boolean;
  };
};

/** The indicators of the fixture. `welsh-reach` is in the catalogue without a cell, `senior-fill-rate` is in neither. */
const shapes: Readonly<Record<string, Shape>> = {
  headcount: { kind: "count", base: 11000, outcome: "stable", audience: "gaps" },
  fte: { kind: "fte", base: 9500, outcome: "stable", audience: "gaps" },
  "registered-share": { kind: "rate", base: 78, outcome: "stable", audience: "gaps" },
  "aged-55-plus": { kind: "rate", base: 16, outcome: "stable", audience: "commissioning" },
  "funded-fte": { kind: "fte", base: 10200, outcome: "gaps", audience: "gaps" },
  "vacancy-fte": { kind: "fte", base: 700, outcome: "gaps", audience: "gaps" },
  "vacancy-rate": { kind: "rate", base: 7, outcome: "gaps", audience: "gaps" },
  "joiner-rate": { kind: "rate", flow: true, base: 11, outcome: "gaps", audience: "gaps" },
  "leaver-rate": { kind: "rate", flow: true, base: 9, outcome: "gaps", audience: "gaps" },
  "gap-change": {
    kind: "fte",
    flow: true,
    base: 45,
    outcome: "gaps",
    audience: "gaps",
    breakdown: { code: "component", categories: ["funded", "joiners"], hasTotal: true },
  },
  "leaving-reasons": {
    kind: "rate",
    flow: true,
    base: 20,
    outcome: "gaps",
    audience: "gaps",
    breakdown: { code: "leaving-reason", categories: ["retirement", "health", "unknown"], hasTotal: false },
  },
  "advanced-posts": { kind: "count", base: 140, outcome: "senior", audience: "senior" },
  "consultant-posts": { kind: "count", base: 22, outcome: "senior", audience: "senior" },
  "senior-posts-per-100": {
    kind: "rate",
    staffType: "registered",
    base: 2,
    outcome: "senior",
    audience: "senior",
  },
  "welsh-recorded": { kind: "rate", base: 81, outcome: "welsh", audience: "gaps" },
  "welsh-level-3-plus": { kind: "rate", base: 19, outcome: "welsh", audience: "gaps" },
  "welsh-reach": { kind: "rate", base: 12, outcome: "welsh", audience: "gaps" },
};

/** What the control charts say of the last period; nothing of the other indicators. */
const signals: Readonly<Record<string, string>> = {
  "vacancy-rate": "worsening",
  "leaver-rate": "no-change",
  "registered-share": "improving",
  "senior-posts-per-100": "too-short",
};

/** Quarter ends from March 2021 to the release's date. */
export const quarterEnds = Array.from({ length: 19 }, (_, index) => {
  const end = new Date(Date.UTC(2021, 3 + 3 * index, 0));
  return end.toISOString().slice(0, 10);
});

export type FixtureOptions = {
  readonly example: boolean;
  /** One employer, one dataset: headcount alone has numbers; the numbers of posts are not available, the rest is not there. */
  readonly sparse?: true;
  readonly restricted?: true;
};

/**
 * Writes a small invented release: seven boards, five professions, every state a cell can be in. Confidential: art
 * therapists in Powys. Not available: flows of Powys in June 2024, funded posts of the arts therapies by profession. Not applicable: shared staff's rates. Break: Powys
 * in March 2023. Incomplete: Wales at the end. Zero: consultant posts of dietitians.
 */
export function writeFixtureRelease(folder: string, options: FixtureOptions): void {
  mkdirSync(folder, { recursive: true });
  const notice = noticeOf(options);
  const marks = options.restricted ? { edition: "restricted", notice } : {};
  const json = (name: string, content: object): void =>
    writeFileSync(join(folder, name), JSON.stringify({ ...marks, ...content }));
  writeFileSync(
    join(folder, "observations.arrow"),
    tableToIPC(toTable(options.sparse ? sparseCells() : cells()), "file"),
  );
  writeFileSync(join(folder, "observations.csv.gz"), "not read by the site");
  json("indicators.json", {
    release,
    example: options.example,
    indicators: Object.entries(shapes).map(([id, shape], index) => indicator(id, shape, index)),
    plan: {
      aims: [
        {
          id: "workforce",
          title: text("Inspiring a vibrant workforce", "Ysbrydoli gweithlu bywiog"),
          outcomes: ["stable", "gaps", "senior", "welsh", "uncounted"].map((id, page) => ({
            id,
            title: text(`Outcome ${id}`, `Canlyniad ${id}`),
            page: page + 20,
            countable: id !== "uncounted",
          })),
          actions: [{ id: "more-senior", title: text("More senior posts", "Mwy o uwch swyddi"), page: 30 }],
        },
      ],
    },
  });
  json("codes.json", codes(options));
  json("quality.json", quality(options));
  json("control_limits.json", { series: options.sparse ? [] : controlLimits() });
  json("funnels.json", { funnels: options.sparse ? [] : funnels() });
  json("escalations.json", escalations(options));
  json("published_series.json", { series: publishedSeries() });
  json("supply.json", fixtureSupply(release, options.example, options.sparse === true));
  json("revisions.json", revisions(options.example));
  writeFileSync(join(folder, "changes.csv"), changes());
  for (const name of linkedFiles) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), "linked to by the site");
  }
  json("manifest.json", {
    release,
    edition: options.restricted ? "restricted" : "public",
    fingerprint: "f".repeat(64),
    previous: null,
    as_at: asAt,
    example: options.example,
    notice,
    software: { name: "gweithlu", version: "0.0.0" },
    policy: { threshold: 5, round_to: 1 },
    inputs: [{ dataset: "staff", name: "staff.csv", rows: 10, sha256: "0".repeat(64) }],
    files: [
      "observations.arrow",
      "observations.csv.gz",
      "indicators.json",
      "codes.json",
      "quality.json",
      "control_limits.json",
      "funnels.json",
      "escalations.json",
      "published_series.json",
      "supply.json",
      "revisions.json",
      "changes.csv",
      ...linkedFiles,
    ].map((path) => {
      const content = readFileSync(join(folder, path));
      return {
        path,
        bytes: content.length,
        sha256: createHash("sha256").update(content).digest("hex"),
      };
    }),
  });
}

function noticeOf({ example, restricted }: FixtureOptions) {
  if (restricted) return text("Restricted by a test.", "Wedi’i gyfyngu gan brawf.");
  return example ? text("Invented by a test.", "Wedi’i ddyfeisio gan brawf.") : null;
}

/** Files of a release that pages link to and do not read. */
const linkedFiles = [
  "feed_en.xml",
  "feed_cy.xml",
  "api/v1/leaver-rate.json",
  "tables/en/gweithlu-gaps-2025.xlsx",
  "tables/cy/gweithlu-gaps-2025.xlsx",
];

/** A correction of three numbers, a late return and a new definition. */
function revisions(example: boolean): object {
  const cause = { cause_dataset: "staff", cause_employer: "7A7", cause_period: "2025-06-30" };
  const place = { profession: "all", staff_type: "all", level: "none", period_end: "2025-06-30" };
  return {
    release,
    example,
    previous: "2025-06-30-1",
    cells: 12,
    kinds: [
      { kind: "correction", cells: 9 },
      { kind: "late-return", cells: 3 },
    ],
    indicators: [{ indicator: "headcount", kind: "correction", cells: 9 }],
    causes: [
      {
        dataset: "staff",
        employer: "7A7",
        period_end: "2025-06-30",
        file: "b.csv",
        kind: "correction",
        cells: 9,
      },
    ],
    largest: [10, 20, 30].map((new_value, index) => ({
      indicator: "headcount",
      period: "2025-Q2",
      area: boards[index]?.[0] ?? wales,
      ...place,
      old_value: 16,
      new_value,
      kind: "correction",
      ...cause,
    })),
    definitions: [{ id: "headcount", old_version: 1, new_version: 2 }],
  };
}

/** The corrected cells of headcount. */
function changes(): string {
  const heading =
    "indicator,period_end,period,area,profession,staff_type,breakdown,category,level,old_value,new_value,kind";
  const areas = [wales, ...boards.map(([code]) => code), "national-bodies"];
  const rows = areas.map(
    (area) => `headcount,2025-06-30,2025-Q2,${area},all,all,none,all,none,16,10,correction`,
  );
  return `${[heading, ...rows].join("\n")}\n`;
}

function cells(): Cell[] {
  const areas = [wales, ...boards.map(([code]) => code), "national-bodies", "7A7", "W06000023"];
  return Object.entries(shapes)
    .filter(([id]) => id !== "welsh-reach")
    .flatMap(([id, shape]) =>
      areas.flatMap((area, areaIndex) =>
        professions.flatMap(([profession], professionIndex) =>
          quarterEnds
            .slice(shape.flow === true ? 4 : 0)
            .flatMap((periodEnd, time) =>
              cellsOf(id, shape, { area, areaIndex, profession, professionIndex, periodEnd, time }),
            ),
        ),
      ),
    );
}

/** Only the employer that reports and what it belongs to have a headcount. */
function sparseCells(): Cell[] {
  const empty = { value: null, lower: null, upper: null, marker: "x" };
  return cells()
    .filter(({ indicator: id }) => id === "headcount" || id.endsWith("-posts"))
    .filter(({ area }) => area !== "W06000023")
    .map((each) =>
      each.indicator === "headcount" && [wales, powys, "7A7"].includes(each.area)
        ? each
        : { ...each, ...empty },
    );
}

type Place = {
  area: string;
  areaIndex: number;
  profession: string;
  professionIndex: number;
  periodEnd: string;
  time: number;
};

/** The cell of a place and, of an indicator with categories, one for each: the second twice the first, and so on. */
function cellsOf(id: string, shape: Shape, place: Place): Cell[] {
  const whole = cell(id, shape, place);
  const { code, categories, hasTotal } = shape.breakdown ?? { code: "", categories: [], hasTotal: true };
  return [
    ...(hasTotal ? [whole] : []),
    ...categories.map((category, index) => ({
      ...whole,
      breakdown: code,
      category,
      value: whole.value === null ? null : whole.value * (1 + index) * (category === "joiners" ? -1 : 1),
    })),
  ];
}

function cell(id: string, shape: Shape, place: Place): Cell {
  const { area, profession, periodEnd, time } = place;
  const state = stateOf(id, shape, place);
  const share = 1 / (1 + place.areaIndex) / (1 + place.professionIndex);
  const wave = 1 + 0.01 * time + 0.02 * Math.sin(time + place.areaIndex + 2 * place.professionIndex);
  const raw =
    shape.kind === "rate" ? shape.base * wave * (1 + 0.05 * place.areaIndex) : shape.base * share * wave;
  const rounded = shape.kind === "count" ? Math.round(raw) : raw;
  const value = state.value === undefined ? rounded : state.value;
  const interval = value !== null && shape.kind === "rate" && id !== "vacancy-rate";
  const quarter = `${periodEnd.slice(0, 4)}-Q${Number(periodEnd.slice(5, 7)) / 3}`;
  return {
    indicator: id,
    periodEnd,
    period: shape.flow === true ? `${quarter}/12m` : quarter,
    area,
    profession,
    staffType: shape.staffType ?? "all",
    level: shape.flow === true ? "left-cell" : "none",
    value,
    lower: interval ? value * 0.9 : null,
    upper: interval ? value * 1.1 : null,
    marker: state.marker,
  };
}

function stateOf(id: string, shape: Shape, place: Place): { value?: number | null; marker: string } {
  const { area, profession, periodEnd } = place;
  if (area === powys && profession === "art-therapist" && id !== "funded-fte")
    return { value: null, marker: "c" };
  if (area === powys && shape.flow === true && periodEnd === "2024-06-30")
    return { value: null, marker: "x b" };
  if (profession === "multi-profession" && shape.kind === "rate") return { value: null, marker: "z" };
  if (id === "funded-fte" && (profession === "art-therapist" || profession === "music-therapist"))
    return { value: null, marker: "x" };
  if (id === "consultant-posts" && profession === "dietitian") return { value: 0, marker: "" };
  if (id === "vacancy-fte" && profession === "music-therapist") return { value: -1.5, marker: "" };
  if (area === powys && periodEnd === "2023-03-31") return { marker: "b" };
  if (area === wales && periodEnd === asAt && id === "headcount") return { marker: "incomplete" };
  return { marker: "" };
}

function toTable(rows: readonly Cell[]): Table {
  const strings = (values: readonly string[]) =>
    vectorFromArray(values, new Dictionary(new Utf8(), new Int32()));
  const numbers = (values: readonly (number | null)[]) => vectorFromArray(values, new Float64());
  return new Table({
    indicator: strings(rows.map((row) => row.indicator)),
    period_end: vectorFromArray(
      rows.map((row) => new Date(`${row.periodEnd}T00:00:00Z`)),
      new DateDay(),
    ),
    period: strings(rows.map((row) => row.period)),
    area: strings(rows.map((row) => row.area)),
    profession: strings(rows.map((row) => row.profession)),
    staff_type: strings(rows.map((row) => row.staffType)),
    breakdown: strings(rows.map((row) => row.breakdown ?? "none")),
    category: strings(rows.map((row) => row.category ?? "all")),
    level: strings(rows.map((row) => row.level)),
    numerator: numbers(rows.map(() => null)),
    denominator: numbers(rows.map(() => null)),
    value: numbers(rows.map((row) => row.value)),
    lower: numbers(rows.map((row) => row.lower)),
    upper: numbers(rows.map((row) => row.upper)),
    people: vectorFromArray(
      rows.map(() => null),
      new Int32(),
    ),
    marker: strings(rows.map((row) => row.marker)),
    signal: strings(
      rows.map(({ indicator, periodEnd }) => (periodEnd === asAt ? (signals[indicator] ?? "") : "")),
    ),
  });
}

function indicator(id: string, shape: Shape, index: number) {
  const words = id.replaceAll("-", " ");
  return {
    id,
    order: index + 1,
    version: 1,
    title: text(sentence(words), `Dangosydd ${words}`),
    description: text(`What ${words} means.`, `Ystyr ${words}.`),
    numerator: shape.kind === "rate" ? text("The part", "Y rhan") : null,
    denominator: shape.kind === "rate" ? text("The whole", "Y cyfan") : null,
    unit: shape.kind === "rate" ? text("per cent", "y cant") : text("people", "pobl"),
    kind: shape.kind,
    scale: 100,
    basis: null,
    unavailable: null,
    class: shape.audience === "senior" ? "O" : "P",
    direction: "none",
    decimals: shape.kind === "count" ? 0 : 1,
    threshold: id === "vacancy-rate" ? { value: 10, name: text("gap threshold", "trothwy bwlch") } : null,
    period: shape.flow === true ? "year-to-quarter" : "quarter",
    outcomes: [shape.outcome],
    actions: [],
    area_levels: ["country", "board", "group", "employer"],
    audiences: [shape.audience],
    staff_types: [shape.staffType ?? "all"],
    breakdowns: shape.breakdown === undefined ? [] : [shape.breakdown.code],
    levels: shape.flow === true ? ["left-cell"] : [],
    datasets: [shape.outcome === "senior" ? "senior_posts" : "staff"],
    sql: `select '${id}' as name -- <b>&\n\nfrom marts.person_quarter\nwhere 1 < 2 and '\${x}' <> ''`,
  };
}

function codes({ sparse }: FixtureOptions) {
  const area = (
    code: string,
    parent: string | null,
    level: string,
    sector: string | null,
    en: string,
    cy: string,
    sort: number,
  ) => ({ code, parent, level, sector, name_en: en, name_cy: cy, short_en: en, short_cy: cy, sort });
  return {
    areas: [
      area(wales, null, "country", null, "Wales", "Cymru", 0),
      ...boards.map(([code, en, cy], index) => area(code, wales, "board", null, en, cy, index + 1)),
      area("national-bodies", wales, "group", null, "All-Wales bodies", "Cyrff Cymru gyfan", 9),
      area("7A7", powys, "employer", "nhs", hostileName, hostileName, 10),
      ...(sparse
        ? []
        : [
            area(
              "W06000023",
              powys,
              "employer",
              "social-care",
              "Powys County Council",
              "Cyngor Sir Powys",
              11,
            ),
          ]),
    ],
    professions: professions.map(([code, parent, kind, name_en, name_cy], sort) => ({
      code,
      parent,
      kind,
      in_plan: kind === "profession",
      name_en,
      name_cy,
      sort,
    })),
    staff_types: [{ code: "all", parent: null, name_en: "All staff", name_cy: "Yr holl staff", sort: 0 }],
    breakdowns: [
      {
        code: "sector",
        name_en: "Sector",
        name_cy: "Sector",
        categories: [
          { code: "nhs", name_en: "NHS", name_cy: "GIG", sort: 0 },
          { code: "social-care", name_en: "Social care", name_cy: "Gofal cymdeithasol", sort: 1 },
        ],
      },
      {
        code: "component",
        name_en: "Part",
        name_cy: "Rhan",
        categories: [
          { code: "funded", name_en: "Funded posts", name_cy: "Swyddi a ariennir", sort: 0 },
          { code: "joiners", name_en: "Joiners", name_cy: "Staff sy’n ymuno", sort: 1 },
        ],
      },
      {
        code: "leaving-reason",
        name_en: "Reason",
        name_cy: "Rheswm",
        categories: [
          { code: "retirement", name_en: "Retirement", name_cy: "Ymddeol", sort: 0 },
          { code: "health", name_en: "Health", name_cy: "Iechyd", sort: 1 },
          { code: "unknown", name_en: "Unknown", name_cy: "Anhysbys", sort: 2 },
        ],
      },
    ],
    levels: [
      { code: "left-cell", name_en: "Moves in or out", name_cy: "Symud i mewn neu allan" },
      { code: "none", name_en: "Not a flow", name_cy: "Nid yw’n llif" },
    ],
    markers: [
      { code: "c", name_en: "Confidential information", name_cy: "Gwybodaeth gyfrinachol" },
      { code: "x", name_en: "Not available", name_cy: "Ddim ar gael" },
      { code: "z", name_en: "Not applicable", name_cy: "Amherthnasol" },
      { code: "b", name_en: "Break in time series", name_cy: "Cyfres toriad mewn amser" },
      { code: "incomplete", name_en: "Incomplete", name_cy: "Anghyflawn" },
    ],
  };
}

/** Of the series of Wales that have a signal from enough points: a tenth on either side of the mean since 2022. */
function controlLimits() {
  const judged = Object.keys(signals).filter((id) => signals[id] !== "too-short");
  return judged.flatMap((indicator) => {
    const series = cells().filter(
      (one) =>
        one.indicator === indicator &&
        one.area === wales &&
        one.profession === "all" &&
        one.periodEnd >= "2022-03-31",
    );
    const mean = series.reduce((total, { value }) => total + (value ?? 0), 0) / series.length;
    return series.slice(-1).map(({ area, profession, staffType, level, periodEnd }) => ({
      indicator,
      area,
      profession,
      staff_type: staffType,
      breakdown: "none",
      category: "all",
      level,
      first_end: series[0]?.periodEnd,
      period_end: periodEnd,
      points: series.length,
      lower: 0.9 * mean,
      mean,
      upper: 1.1 * mean,
    }));
  });
}

/** One area above each limit, one below each, the others within. */
function funnels() {
  const positions = ["high-99.8", "high-95", "low-95", "low-99.8"];
  return boards.map(([area], index) => ({
    indicator: "leaver-rate",
    period_end: asAt,
    profession: "all",
    staff_type: "all",
    level: "left-cell",
    area,
    value: 12 - index,
    denominator: 400 + 300 * index,
    total_value: 9,
    lower_998: 5 + 0.2 * index,
    lower_95: 7 + 0.1 * index,
    upper_95: 11 - 0.1 * index,
    upper_998: 13 - 0.2 * index,
    position: positions[index] ?? "within",
  }));
}

function escalations({ example, sparse }: FixtureOptions) {
  const rule = (id: string, en: string, cy: string) => ({
    id,
    title: text(en, cy),
    why: text(`Why ${en}.`, `Pam ${cy}.`),
    audiences: ["gaps", "senior"],
    thresholds: { rate: 10 },
  });
  return {
    release,
    example,
    rules: [
      rule("persistent", "Lasting gap", "Bwlch parhaus"),
      rule("falling", "Falling posts", "Swyddi’n gostwng"),
    ],
    items: sparse
      ? []
      : [
          {
            rule: "persistent",
            period_end: asAt,
            area: powys,
            profession: "dietitian",
            staff_type: "all",
            sentence: text("Powys, Dietitians: 11.0% is vacant.", "Powys, Deietegwyr: mae 11.0% yn wag."),
            numbers: { rate: 11 },
          },
        ],
  };
}

function quality({ sparse }: FixtureOptions) {
  const periods = quarterEnds.slice(-3);
  return {
    datasets: [
      {
        dataset: "staff",
        title: text("Staff in post", "Staff mewn swydd"),
        rows: 123500,
        rows_to_nearest: 100,
        rejected: 7,
        advisory: 3,
        out_of_scope: 12,
      },
      {
        dataset: "senior_posts",
        title: text("Senior posts", "Uwch swyddi"),
        rows: sparse ? 0 : 900,
        rows_to_nearest: 1,
        rejected: 0,
        advisory: 0,
        out_of_scope: 0,
      },
    ],
    returns: (sparse ? ["7A7"] : ["7A7", "W06000023"]).flatMap((employer) =>
      periods.map((period_end) => {
        const received = employer === "7A7" || period_end !== asAt;
        return {
          dataset: "staff",
          employer,
          period_end,
          received,
          rows: received && employer === "7A7" ? 1200 : 0,
        };
      }),
    ),
    freshness: [
      { dataset: "staff", employer: "7A7", latest_period: asAt, days_old: 0, missing: [] },
      ...(sparse
        ? []
        : [
            {
              dataset: "staff",
              employer: "W06000023",
              latest_period: "2025-06-30",
              days_old: 92,
              missing: [asAt],
            },
          ]),
    ],
    unknown: Object.keys(shapes).map(unknown),
  };
}

/**
 * What is unknown, in every state: of the age a share in Wales, confidential in Powys, none elsewhere, not published of
 * the all-Wales bodies; of advanced posts an incomplete share of twelve months, no posts in Powys and no return elsewhere.
 */
function unknown(id: string) {
  const state = (area: string, records: number | null, count: number | null, marker = "", months = 0) => ({
    area,
    period_end: marker === "x" ? null : asAt,
    months,
    records,
    unknown: count,
    share: records === null || count === null || records === 0 ? null : (100 * count) / records,
    marker,
  });
  const none = { indicator: id, basis: "none", of: null, what: null, areas: [] };
  const others = boards.map(([code]) => code).filter((code) => code !== powys);
  return (
    {
      "aged-55-plus": {
        ...none,
        basis: "cells",
        of: text("of the people", "o’r bobl"),
        what: text("the age", "yr oedran"),
        areas: [
          state(wales, 1000, 32),
          state(powys, null, null, "c"),
          ...others.map((code) => state(code, 100, 0)),
          state("national-bodies", null, null, "x"),
        ],
      },
      "advanced-posts": {
        ...none,
        basis: "records",
        of: text("of the posts", "o’r swyddi"),
        what: text("the job plan", "y cynllun swydd"),
        areas: [
          state(wales, 10_000, 1, "incomplete", 12),
          state(powys, 0, 0, "z", 12),
          ...others.map((code) => state(code, null, null, "x", 12)),
        ],
      },
      "consultant-posts": {
        ...none,
        basis: "not-counted",
        what: text("the band", "y band"),
      },
    }[id] ?? none
  );
}

function publishedSeries() {
  const base = {
    series: "vacancies",
    group: "All staff",
    group_cy: "Yr holl staff",
    area: wales,
    measure: "vacancies-fte",
    period: "2022-12-31",
    period_cy: "2022-12-31",
    period_end: "2022-12-31",
    value_text: null,
    status: "secondary",
    note: "press report",
    source: "https://www.example.org/a ; https://example.org/b",
  };
  return [
    { ...base, value: 4996, conflict: true },
    { ...base, value: 4966, conflict: true },
    {
      ...base,
      value: null,
      value_text: "about 10",
      measure: "vacancy-rate",
      period: "2023-01..2023-03 (revised)",
      period_cy: "2023-01..2023-03 (diwygiedig)",
      note: null,
      conflict: false,
    },
    // The United Kingdom, and areas that nothing else in the release names.
    ...["7A2X", "UK", "W11000026"].map((area) => ({
      ...base,
      series: "sickness-absence",
      measure: "sickness-rate",
      area,
      value: 5.1,
      conflict: false,
    })),
  ];
}

function text(en: string, cy: string) {
  return { en, cy };
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
