import { type EstimateSettings, estimateNation } from "../../src/supply/estimate.ts";
import { simulate } from "../../src/supply/simulate.ts";
import { readExampleNation } from "../supply/example-nation.ts";
import { showTime, time } from "./measure.ts";

/** The professions of the example nation, each in Wales and in eight areas of an eighth of its people. */
const areas = 9;
const years = 15;
const simulations = 2000;

const settings: EstimateSettings = {
  times: {
    years: new Map([
      ["undergraduate", 3],
      ["postgraduate", 2],
      ["apprenticeship", 4],
      ["part-time", 4],
      ["recognition-of-prior-learning", 2],
    ]),
    professionYears: new Map(),
    monthsToStart: 2,
  },
  leavingYears: 10,
  joiningYears: 3,
  threshold: 5,
  profileWeight: 50,
};

const nation = await readExampleNation();
const month = nation.whole.years.at(-1)?.month ?? 0;
const professions = estimateNation(nation, settings, month)
  .filter(({ profession }) => !profession.endsWith("s"))
  .slice(0, 13);

const run = (area: number, cell: (typeof professions)[number]): void => {
  const share = area === 0 ? 1 : 1 / 8;
  const { assumptions, profession } = cell;
  simulate(
    {
      ...assumptions,
      stock: assumptions.stock.map((people) => Math.round(people * share)),
      others: {
        ...assumptions.others,
        mean: { ...assumptions.others.mean, mean: assumptions.others.mean.mean * share },
      },
      entering: assumptions.entering * share,
    },
    { years, simulations, seed: 1, name: `${area}/${profession}` },
  );
};

const whole = await time(async () => {
  for (const cell of professions) for (let area = 0; area < areas; area++) run(area, cell);
});
const one = await time(async () => {
  const [first] = professions;
  if (first) simulate(first.assumptions, { years: 10, simulations: 1000, seed: 1, name: "one" });
});
process.stdout.write(
  `${professions.length} professions, ${areas} areas, ${years} years, ${simulations} simulations, one thread: ${showTime(whole)} s\n` +
    `one profession, 10 years, 1000 simulations: ${showTime(one)} s\n`,
);
