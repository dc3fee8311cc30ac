import type { Fan, Projection, Supply } from "../../dashboards/src/supply-schema.ts";

const text = (en: string, cy: string) => ({ en, cy });
const years = [0, 1, 2, 3];

/** `supply.json` of the fixture: physiotherapists with every answer, arts therapists without posts, dietitians too few. */
export function fixtureSupply(release: string, example: boolean, sparse: boolean): Supply {
  return {
    release,
    example,
    dates: sparse ? [] : ["2025-09-30", "2026-09-30", "2027-09-30", "2028-09-30"],
    age_bands: sparse ? [] : ["20-44", "45+"],
    settings: {
      simulations: 1000,
      search_simulations: 500,
      seed: 1,
      years: 3,
      close_by: 3,
      certainties: [0.5, 0.8],
      need: { scenario: "now", certainty: 0.8 },
      least_leavers: 50,
      least_years: 3,
    },
    levers: [
      {
        id: "leaving",
        title: text("Leaving, against now", "Gadael, o gymharu â nawr"),
        source: text("Staff returns", "Ffurflenni staff"),
        range: [0.9, 1.1],
      },
      {
        id: "places",
        title: text("Places a year", "Lleoedd y flwyddyn"),
        source: text("Education return", "Ffurflen addysg"),
        range: "estimated",
      },
    ],
    training: { months_to_start: 2, source: text("Assumed", "Rhagdybir") },
    overrides: [],
    scenarios: [
      {
        id: "now",
        title: text("Posts as now", "Swyddi fel nawr"),
        description: text("None is added.", "Ni ychwanegir yr un."),
        source: text("Ledger", "Cyfriflyfr"),
        growth: 0,
        vacancy: 0,
        extra: { share: 0, in_years: 1 },
      },
    ],
    reasons: [
      { id: "few-leavers", text: text("Too few left.", "Gadawodd rhy ychydig.") },
      { id: "no-posts", text: text("Posts not known.", "Swyddi’n anhysbys.") },
      { id: "out-of-reach", text: text("Out of reach.", "Allan o gyrraedd.") },
    ],
    accuracy: { country: sparse ? [] : [accuracy()], areas: [] },
    projections: sparse ? [] : [projection("physiotherapist", 1000), projection("arts-therapists", null)],
    unprojected: sparse ? [] : [{ area: "W92000004", profession: "dietitian", reason: "few-leavers" }],
  };
}

function projection(profession: string, posts: number | null): Projection {
  return {
    area: "W92000004",
    profession,
    start: { people: 1100, fte: 940.5, posts },
    evidence: { years: 8, leavers: 700, leaving_share: 0.08 },
    inputs: posts === null ? null : inputs(),
    levers: [
      { lever: "leaving", value: 1, low: 0.9, high: 1.1 },
      { lever: "places", value: 120, low: 108, high: 132 },
    ],
    people: years.map((year) => fan(1100 + 20 * year)),
    fte: years.map((year) => fan(940 + 15 * year)),
    demand_reason: posts === null ? "no-posts" : null,
    scenarios: posts === null ? [] : [outcome(posts)],
    accuracy: [accuracy()],
  };
}

function inputs(): Projection["inputs"] {
  return {
    stock: [700, 400],
    hours: [0.88, 0.81],
    leaving: [
      { mean: 0.07, weight: 5000 },
      { mean: 0.1, weight: 3000 },
    ],
    leaving_spread: 0.01,
    ageing: [0.04, 0],
    others: { mean: 45, weight: 2, spread: 1.5, ages: [0.8, 0.2] },
    routes: [
      {
        id: "undergraduate",
        places: 120,
        first_year: 3,
        cohorts: [
          { year: 1, people: 60, stage: "employed" },
          { year: 2, people: 118, stage: "enrolled" },
        ],
        fill: { mean: 1, weight: null },
        completion: { mean: 0.9, weight: 400 },
        employment: { mean: 0.75, weight: 300 },
      },
    ],
    graduate_ages: [0.95, 0.05],
    entering: 1,
  };
}

function outcome(posts: number): Projection["scenarios"][number] {
  return {
    scenario: "now",
    demand: years.map(() => posts),
    gap: years.map((year) => fan(60 - 15 * year)),
    covered: [0, 0.05, 0.2, 0.42],
    required: [
      { certainty: 0.5, places: 131 },
      { certainty: 0.8, reason: "out-of-reach" },
    ],
    sensitivity: [
      { lever: "leaving", low: 0.9, high: 1.1, gap_at_low: -40, gap_at_high: 71 },
      { lever: "places", low: 108, high: 132, gap_at_low: 22, gap_at_high: 8 },
    ],
  };
}

function fan(median: number): Fan {
  return {
    lower_95: median - 40,
    lower_80: median - 25,
    median,
    upper_80: median + 25,
    upper_95: median + 40,
  };
}

function accuracy(): Supply["accuracy"]["country"][number] {
  return {
    horizon: 1,
    cases: 45,
    bias: 0.006,
    error: 0.014,
    no_change_error: 0.026,
    trend_error: 0.015,
    within_80: 0.91,
    within_95: 0.956,
  };
}
