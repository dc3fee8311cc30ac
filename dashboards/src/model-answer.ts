import { type Answer, answer } from "../../src/supply/answer.ts";
import { type Levers, moveLevers } from "../../src/supply/assumptions.ts";
import { readInputs } from "../../src/supply/inputs.ts";
import { leverKinds, toLever } from "./levers.ts";
import type { ModelChoice, Moves, OpenProjection } from "./model-choice.ts";
import type { Supply } from "./supply-schema.ts";

/**
 * What the model says of a projection with some assumptions changed: the pipeline's own code and random numbers, so that without
 * a change it gives the numbers of the release.
 */
export function answerMoves(
  { settings, dates, levers, scenarios }: Supply,
  { area, profession, inputs, start }: OpenProjection,
  { demand, by, certainty }: ModelChoice,
  moves: Moves,
): Answer {
  const { people, posts } = start;
  const answered = answer(
    { area, profession, assumptions: moveLevers(readInputs(inputs), toLevers(moves)), people, posts },
    {
      ...settings,
      close_by: dates.indexOf(by),
      certainties: [certainty / 100],
      levers: Object.fromEntries(levers.map(({ id, range }) => [id, { range }])),
      scenarios: scenarios.filter(({ id }) => id === demand),
    },
    true,
  );
  // The model counts a factor from what it was given; readers count it from the release.
  const factorOf = (lever: string): number =>
    leverKinds.get(lever) === "factor" ? toLever(lever, moves[lever] ?? 100) : 1;
  return {
    ...answered,
    scenarios: answered.scenarios.map((outcome) => ({
      ...outcome,
      sensitivity: outcome.sensitivity.map((one) => ({
        ...one,
        low: one.low * factorOf(one.lever),
        high: one.high * factorOf(one.lever),
      })),
    })),
  };
}

function toLevers(moves: Moves): Levers {
  return Object.fromEntries(Object.entries(moves).map(([lever, value]) => [lever, toLever(lever, value)]));
}
