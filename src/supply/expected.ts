import { sum } from "../sum.ts";
import type { Assumptions, Route } from "./assumptions.ts";
import { listCohorts, type Stage } from "./course.ts";

/** What is expected of each year, year 0 being the start. */
export interface ExpectedPath {
  people: number[];
  fte: number[];
}

/** The same model without chance: every rate at its mean, and people who may be fractions. */
export function expectPath(assumptions: Assumptions, years: number): ExpectedPath {
  const { ageing, entering, graduateAges, hours, leaving, others } = assumptions;
  const cohorts = listCohorts(assumptions.routes, years);
  const chances = assumptions.routes.map(expectToJoin);
  let stock = [...assumptions.stock];
  const stocks = [stock];
  for (let year = 1; year <= years; year++) {
    const graduates = sum(
      (cohorts[year] ?? []).map(
        ({ people, stage, route }) => people * (chances[route]?.[stage] ?? 0) * entering,
      ),
    );
    const stayed = stock.map((people, band) => people * (1 - (leaving[band]?.mean ?? 0)));
    stock = stayed.map(
      (people, band) =>
        people * (1 - (ageing[band] ?? 0)) +
        (stayed[band - 1] ?? 0) * (ageing[band - 1] ?? 0) +
        others.mean.mean * (others.ages[band] ?? 0) +
        graduates * (graduateAges[band] ?? 0),
    );
    stocks.push(stock);
  }
  return {
    people: stocks.map(sum),
    fte: stocks.map((one) => sum(one.map((people, band) => people * (hours[band] ?? 0)))),
  };
}

/** The chance of one student of each stage to be employed. */
function expectToJoin({ fill, completion, employment }: Route): Record<Stage, number> {
  const enrolled = completion.mean * employment.mean;
  return { offered: fill.mean * enrolled, enrolled, completed: employment.mean, employed: 1 };
}
