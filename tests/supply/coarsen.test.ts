import { describe, expect, test } from "vitest";
import { sum } from "../../src/sum.ts";
import { answer } from "../../src/supply/answer.ts";
import { assumeNation } from "../../src/supply/coarsen.ts";
import { estimateNation } from "../../src/supply/estimate.ts";
import { readInputs } from "../../src/supply/inputs.ts";
import { createNoise, type Noise, toNoise } from "../../src/supply/noise.ts";
import type { ObservedNation } from "../../src/supply/observed.ts";
import { chooseEstimate, projectNation } from "../../src/supply/project-nation.ts";
import { readSupplySettings } from "../../src/supply/settings.ts";
import { pipelines } from "../support/given.ts";
import { readExampleNation } from "./example-nation.ts";

const nation = await readExampleNation();
const all = { ...(await readSupplySettings(pipelines)), simulations: 200, search_simulations: 100 };
const month = nation.whole.years.at(-1)?.month ?? 0;
const settings = chooseEstimate(all, 5);
const none: Noise = () => 0;
const exact = { noise: none, roundTo: 1 };

const find = (from: ObservedNation, profession: string, noise: Noise) =>
  assumeNation(from, settings, month, { noise, roundTo: 1 }).find((cell) => cell.profession === profession);

describe("published inputs", () => {
  test("give the published projection, number by number, when they are projected again", () => {
    const professions = nation.professions.filter(({ profession }) =>
      ["orthoptist", "physiotherapist"].includes(profession),
    );
    const part = { ...nation, professions };
    const published = JSON.parse(
      JSON.stringify(
        projectNation(part, { ...all, backtest_simulations: 100 }, 5, {
          noise: createNoise(part),
          roundTo: 1,
        }).projections,
      ),
    );
    expect(published).toHaveLength(2);
    for (const { area, profession, start, inputs, levers, people, fte, scenarios } of published) {
      const again = answer(
        { area, profession, assumptions: readInputs(inputs), people: start.people, posts: start.posts },
        all,
        true,
      );
      expect(JSON.parse(JSON.stringify(again))).toEqual({ levers, people, fte, scenarios });
    }
  });

  test("other counts with other noise give the same: no count by age, of leavers or of joiners can be ruled out", () => {
    const { professions, ...others } = nation;
    const change = 3;
    const changed = professions.map((cell) =>
      cell.profession === "orthoptist"
        ? {
            ...cell,
            years: cell.years.map((year) =>
              year.month === month
                ? {
                    ...year,
                    people: year.people.map((count, band) =>
                      band === 4 ? count + change : band === 6 ? count - change : count,
                    ),
                    leavers: year.leavers.map((count, band) => count + (band === 4 ? change : 0)),
                    joiners: year.joiners.map((count, band) => count + (band === 2 ? change : 0)),
                  }
                : year,
            ),
          }
        : cell,
    );
    const shift = new Map([
      ["ages/4", -change],
      ["ages/6", change],
      ["leavers", -change],
      ["joiners", -change],
    ]);
    const compensating: Noise = (name) =>
      name.startsWith("orthoptist/") ? (shift.get(name.split("/").slice(2).join("/")) ?? 0) : 0;
    const [before, after] = [
      find(nation, "orthoptist", none),
      find({ ...others, professions: changed }, "orthoptist", compensating),
    ];
    // How much years differ is one number for all professions, hundreds of counts behind it.
    const { leavingSpread: _, others: joiners, ...alike } = before?.assumptions ?? {};
    expect(after?.assumptions).toMatchObject({
      ...alike,
      others: { mean: { mean: joiners?.mean.mean }, ages: joiners?.ages },
    });
    expect(after?.evidence).toEqual(before?.evidence);
    const without = find({ ...others, professions: changed }, "orthoptist", none);
    expect(without?.assumptions.stock).not.toEqual(before?.assumptions.stock);
    expect(without?.assumptions.leaving).not.toEqual(before?.assumptions.leaving);
  });

  test("keep the totals: persons, FTE and those leaving a year", () => {
    for (const { evidence, assumptions, profession } of assumeNation(nation, settings, month, exact)) {
      const { stock, hours, leaving } = assumptions;
      expect(sum(stock), profession).toBe(evidence.people);
      expect(sum(stock.map((people, band) => people * (hours[band] ?? 0)))).toBeCloseTo(evidence.fte, 1);
      const expected = sum(stock.map((people, band) => people * (leaving[band]?.mean ?? 0)));
      const observed = (evidence.people * evidence.leavers) / evidence.exposed;
      expect(expected, profession).toBeCloseTo(observed, 0);
    }
  });

  test("where headcount and FTE are rounded, nothing starts from exact ones", () => {
    const area = nation.professions.map((cell) => ({ ...cell, area: "part" })).slice(0, 3);
    const rounded = assumeNation({ ...nation, areas: area }, settings, month, { noise: none, roundTo: 5 });
    for (const { area, profession, evidence, assumptions } of rounded) {
      const { stock, hours } = assumptions;
      const fte = sum(stock.map((people, band) => people * (hours[band] ?? 0)));
      expect(sum(stock), `${area}/${profession}`).toBe(5 * Math.round(evidence.people / 5));
      expect(fte, `${area}/${profession}`).toBeCloseTo(5 * Math.round(evidence.fte / 5), 1);
    }
  });

  test("areas rest on their own estimates", () => {
    const area = nation.professions.map((cell) => ({ ...cell, area: "part" })).slice(0, 3);
    const whole = { ...nation, areas: area };
    const of = (cells: { area: string; assumptions: unknown }[]) =>
      cells.filter((cell) => cell.area === "part").map(({ assumptions }) => assumptions);
    expect(of(assumeNation(whole, settings, month, exact))).toEqual(
      of(estimateNation(whole, settings, month)),
    );
  });
});

describe("noise", () => {
  test("is the quantile of the two-sided geometric distribution", () => {
    const q = Math.exp(-1 / 3);
    const upTo = (value: number): number =>
      value < 0 ? q ** -value / (1 + q) : 1 - q ** (value + 1) / (1 + q);
    for (let value = -25; value <= 25; value++) {
      const [from, to] = [upTo(value - 1), upTo(value)];
      expect(toNoise(from + (to - from) * 0.01)).toBe(value);
      expect(toNoise(to - (to - from) * 0.01)).toBe(value);
    }
    expect(toNoise(0.5)).toBe(0);
  });

  test("is the same for the same data, and for later years corrected; any other first year gives other noise", () => {
    const names = Array.from({ length: 50 }, (_, index) => `name/${index}`);
    const draw = (from: Pick<ObservedNation, "professions" | "areas">) => names.map(createNoise(from));
    const first = draw(nation);
    expect(new Set(first).size).toBeGreaterThan(5);
    const change = (at: number) => ({
      ...nation,
      professions: nation.professions.map((cell, index) =>
        index === 0
          ? {
              ...cell,
              years: cell.years.map((year, n) =>
                n === at ? { ...year, people: year.people.map((count) => count + 1) } : year,
              ),
            }
          : cell,
      ),
    });
    expect(draw(change(3))).toEqual(first);
    expect(draw(change(0))).not.toEqual(first);
  });
});
