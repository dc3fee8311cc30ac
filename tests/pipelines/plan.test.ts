import { describe, expect, test } from "vitest";
import { readPlan } from "../../src/indicators/plan.ts";
import { readIndicators } from "../../src/indicators/registry.ts";
import { pipelines } from "../support/given.ts";

const { aims } = await readPlan(pipelines);
const indicators = await readIndicators(pipelines);
const outcomes = aims.flatMap((aim) => aim.outcomes);
const actions = aims.flatMap((aim) => aim.actions);

/** The pages of each aim in Appendix 1 of the Framework. */
const pages: Record<string, readonly number[]> = {
  "population-health": [22, 23],
  "quality-and-access": [24, 25],
  "higher-value": [26, 27],
  "vibrant-workforce": [28, 29, 30],
};

describe("the plan and the indicators", () => {
  test("every countable outcome has an indicator, and no other has one", () => {
    const measured = new Set(indicators.flatMap((indicator) => indicator.outcomes));
    const countable = outcomes.filter((outcome) => outcome.countable).map((outcome) => outcome.id);
    expect([...measured].sort()).toEqual(countable.sort());
  });

  test("every action has an indicator, and every action that an indicator names is one of the plan", () => {
    const counted = new Set(indicators.flatMap((indicator) => indicator.actions));
    expect([...counted].sort()).toEqual(actions.map((action) => action.id).sort());
  });

  test("no indicator names an outcome or an action twice", () => {
    for (const indicator of indicators) {
      for (const ids of [indicator.outcomes, indicator.actions]) {
        expect([indicator.id, ...new Set(ids)]).toEqual([indicator.id, ...ids]);
      }
    }
  });
});

describe.each(aims)("aim $id", ({ id, title, outcomes: own, actions: done }) => {
  test("its outcomes and actions stand on its pages, in their order", () => {
    for (const entries of [own, done]) {
      const found = entries.map((entry) => entry.page);
      expect(pages[id]).toEqual(expect.arrayContaining(found));
      expect(found).toEqual(found.toSorted((a, b) => a - b));
    }
  });

  test("its texts are short, and in two languages", () => {
    for (const { en, cy } of [title, ...own.map((one) => one.title), ...done.map((one) => one.title)]) {
      expect(cy).not.toBe(en);
      expect(en.length).toBeLessThanOrEqual(140);
    }
  });
});

test("no two outcomes, and no two actions, have the same text", () => {
  for (const entries of [outcomes, actions]) {
    for (const language of ["en", "cy"] as const) {
      const titles = entries.map((entry) => entry.title[language]);
      expect(new Set(titles).size).toBe(titles.length);
    }
  }
});
