import { describe, expect, test } from "vitest";
import { createDates } from "../../dashboards/src/format.ts";
import { answerMoves } from "../../dashboards/src/model-answer.ts";
import {
  fitModelChoice,
  limitsOf,
  type ModelChoice,
  openProjection,
  readModelChoice,
  writeModelChoice,
} from "../../dashboards/src/model-choice.ts";
import {
  comparisonOfScenarios,
  scenarioFigures,
  scenarioStatus,
} from "../../dashboards/src/model-figures.ts";
import { modelForm } from "../../dashboards/src/model-form.ts";
import { toModelRelease } from "../../dashboards/src/model-release.ts";
import { wales } from "../../dashboards/src/select.ts";
import { answer } from "../../src/supply/answer.ts";
import { readInputs } from "../../src/supply/inputs.ts";
import { contextOf, readFixture } from "./fixture-site.ts";

const release = readFixture();
const { supply } = release;
const context = contextOf(release, "en", "commissioning");
const asReleased: ModelChoice = {
  profession: "physiotherapist",
  demand: "now",
  by: "2028-09-30",
  certainty: 80,
  scenarios: [{}, { places: 150, completion: 95, leaving: 110 }],
};

function openFixture() {
  const projection = openProjection(supply, wales, "physiotherapist");
  if (projection === null) throw new Error("fixture: no inputs");
  return projection;
}

const textOf = (markup: string): string => markup.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");

describe("the model's form", () => {
  test("unchanged, asks what the pipeline asks", () => {
    const { area, profession, inputs, start } = openFixture();
    const { settings, scenarios, levers } = supply;
    const pipeline = answer(
      { area, profession, assumptions: readInputs(inputs), people: start.people, posts: start.posts },
      {
        ...settings,
        scenarios,
        levers: Object.fromEntries(levers.map((lever) => [lever.id, lever])),
      },
      true,
    );
    const asked = answerMoves(supply, openFixture(), asReleased, {});
    expect({ ...asked.scenarios[0], required: [] }).toEqual({ ...pipeline.scenarios[0], required: [] });
    expect(asked.fte).toEqual(pipeline.fte);
    expect(pipeline.scenarios[0]?.required).toContainEqual(asked.scenarios[0]?.required[0]);
  });

  test("a change moves what it should, and a factor is told against the release", () => {
    const at = (moves: Record<string, number>) =>
      answerMoves(supply, openFixture(), asReleased, moves).scenarios[0]?.gap[3]?.median ?? Number.NaN;
    const now = at({});
    expect(at({ places: 180 })).toBeLessThan(now);
    expect(at({ completion: 70 })).toBeGreaterThan(now);
    expect(at({ employment: 40 })).toBeGreaterThan(now);
    expect(at({ leaving: 130 })).toBeGreaterThan(now);
    expect(at({ hours: 105 })).toBeLessThan(now);
    expect(at({ others: 60 })).toBeLessThan(now);
    const [outcome] = answerMoves(supply, openFixture(), asReleased, { leaving: 120 }).scenarios;
    const leaving = outcome?.sensitivity.find(({ lever }) => lever === "leaving");
    expect([leaving?.low, leaving?.high]).toEqual([expect.closeTo(1.08), expect.closeTo(1.32)]);
  });

  test("the address has the whole choice, and what cannot be is left out", () => {
    const query = writeModelChoice(asReleased, "r1");
    expect(String(query)).toBe(
      "profession=physiotherapist&demand=now&by=2028-09-30&certainty=80&a=&b=places-150_completion-95_leaving-110&release=r1",
    );
    expect(readModelChoice(query)).toEqual(asReleased);
    const wrong = readModelChoice(
      new URLSearchParams(
        "profession=dietitian&by=1999-01-01&certainty=3&a=places-99999_x-1_completion&c=hours-7",
      ),
    );
    expect(fitModelChoice(supply, wales, wrong)).toEqual({
      ...asReleased,
      scenarios: [{ places: 360 }, {}],
    });
    expect(fitModelChoice({ ...supply, projections: [] }, wales, wrong)).toBeNull();
  });

  test("a change back to what the release has is none", () => {
    const { start = 0 } = limitsOf(openFixture()).get("places") ?? {};
    const choice = { ...asReleased, scenarios: [{ places: start, leaving: 90 }] };
    expect(fitModelChoice(supply, wales, choice)?.scenarios).toEqual([{ leaving: 90 }]);
  });

  test("scenarios stand side by side with what they change, how sure it is and how well the past was projected", () => {
    const projection = openFixture();
    const choice = { ...asReleased, scenarios: [{}, { places: 150 }] };
    const answers = choice.scenarios.map((moves) => answerMoves(supply, projection, choice, moves));
    const asked = { choice, projection, answers };
    const comparison = textOf(comparisonOfScenarios(context, asked).text);
    expect(comparison).toContain("Scenarios compared: Physiotherapists");
    expect(comparison).toMatch(/Scenario A −?\d+ .* As in the release\./);
    expect(comparison).toMatch(/Scenario B .* 150 .* Changed: Places a year: 150\./);
    expect(comparison).toContain("Tested on the past: 45 projections of 1 year ahead came within 1.4%");
    const figures = scenarioFigures(context, asked, 1).text;
    expect(figures).toContain('id="model-course-b"');
    expect(figures).toContain('id="model-tornado-b"');
    expect(scenarioStatus(context, asked, 0)).toMatch(
      /^Scenario A: a gap of −?\d+ FTE is expected in September 2028;/,
    );
  });

  test("offers the professions that can be asked and names the others", () => {
    const form = modelForm(context);
    const text = form === false ? "" : textOf(form.text);
    expect(text).toContain("Physiotherapists");
    expect(text).toContain("confidential numbers: Arts therapists.");
    expect(form === false ? "" : form.text).not.toContain('<option value="dietitian">');
    expect(modelForm(contextOf(readFixture({ example: false, sparse: true }), "en"))).toBe(false);
  });

  test("its file has no projection that cannot be made again", () => {
    const { release: known, dates } = toModelRelease(release, createDates("cy"));
    expect(known.supply.projections.map(({ profession }) => profession)).toEqual(["physiotherapist"]);
    expect(dates[3]).toEqual(["2028-09-30", "30 Medi 2028", "Medi 2028"]);
    expect("cube" in known).toBe(false);
  });
});
