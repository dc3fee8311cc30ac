export type Confidence = "95" | "99.8";

/** SQL of the ends of an interval. */
export interface Bounds {
  lower: string;
  upper: string;
}

/** Quantiles of the normal distribution at 0.975 and 0.999. */
export const normalQuantile: Record<Confidence, string> = {
  "95": "1.959963984540054e0",
  "99.8": "3.090232306167813e0",
};

/**
 * Exact bounds of a Poisson mean for 0 to 9 observed events: half the chi-square quantiles of 2x and 2x + 2 degrees of
 * freedom (Garwood 1936), so that the tail beyond each bound holds 2.5 % or 0.1 %; for 0 events the lower one is 0.
 */
export const exactBounds: Record<Confidence, { lower: readonly number[]; upper: readonly number[] }> = {
  "95": {
    lower: [
      0, 0.025317807984289897, 0.24220927854396498, 0.6186721228956013, 1.089865373626325, 1.6234863901184209,
      2.2018942534908517, 2.8143630515198663, 3.453832176748502, 4.115373097378334,
    ],
    upper: [
      3.6888794541139354, 5.571643390938898, 7.22468766772396, 8.767273069742325, 10.241588675403698,
      11.668332079322667, 13.059474022518684, 14.422675361702378, 15.763189220193315, 17.08480345141917,
    ],
  },
  "99.8": {
    lower: [
      0, 0.0010005003335835344, 0.04540201776948956, 0.19053337756840316, 0.42855241362842295,
      0.7393717319178325, 1.1071046602556394, 1.520336260398809, 1.970813921740366, 2.452424404363775,
    ],
    upper: [
      6.907755278982136, 9.233413476451585, 11.228872242412661, 13.06224077918807, 14.794149222537207,
      16.454745203680105, 18.061636840199068, 19.626177395384236, 21.15619816583998, 22.65737330906293,
    ],
  },
};

/**
 * SQL of Wilson's score interval of the proportion `numerator` / `denominator`, between 0 and 1; null unless the numerator
 * lies between 0 and the denominator. Source: PHEindicatormethods, `wilson_lower` and `wilson_upper`.
 * @param numerator SQL of a double
 * @param denominator SQL of a double
 */
export function wilsonBounds(numerator: string, denominator: string, confidence: Confidence): Bounds {
  const z = normalQuantile[confidence];
  const [x, n] = [numerator, denominator];
  const centre = `2 * ${x} + ${z} * ${z}`;
  const spread = `${z} * sqrt(${z} * ${z} + 4 * ${x} * (1 - ${x} / ${n}))`;
  const end = (sign: string, exact: string): string =>
    `case when ${n} > 0 and ${x} between 0 and ${n} then ${exact} else (${centre} ${sign} ${spread}) / (2 * (${n} + ${z} * ${z})) end end`;
  return {
    lower: end("-", `case when ${x} = 0 then 0`),
    upper: end("+", `case when ${x} = ${n} then 1`),
  };
}

/**
 * SQL of the interval of a Poisson mean, of which `events` were observed: exact below 10 events, Byar's approximation from
 * 10; null below 0. Source: PHEindicatormethods, `phe_rate`.
 * @param events SQL of a double without a fraction
 */
export function poissonBounds(events: string, confidence: Confidence): Bounds {
  const exact = exactBounds[confidence];
  const byar = byarBounds(events, confidence);
  const end = (values: readonly number[], approximation: string): string =>
    `case when ${events} < 0 then null
      when ${events} < 10 then [${values.map((one) => `${one}e0`).join(", ")}][${events}::int + 1]
      else ${approximation} end`;
  return { lower: end(exact.lower, byar.lower), upper: end(exact.upper, byar.upper) };
}

/** SQL of Byar's approximation. Source: PHEindicatormethods, `byars_lower` and `byars_upper`. */
export function byarBounds(events: string, confidence: Confidence): Bounds {
  const z = normalQuantile[confidence];
  const cube = (base: string, root: string): string => `${base} * (${root}) * (${root}) * (${root})`;
  const next = `(${events} + 1)`;
  return {
    lower: cube(events, `1 - 1 / (9 * ${events}) - ${z} / (3 * sqrt(${events}))`),
    upper: cube(next, `1 - 1 / (9 * ${next}) + ${z} / (3 * sqrt(${next}))`),
  };
}

/**
 * SQL of the 95 % interval of a row with `interval` (the method), `scale`, `numerator` and `denominator`, on the scale of its
 * value. A numerator that is no whole number has none.
 */
export function valueBounds(): Bounds {
  const wilson = wilsonBounds("numerator", "denominator", "95");
  const poisson = poissonBounds("numerator", "95");
  const either = (side: keyof Bounds): string => `
    case when numerator = floor(numerator) and denominator > 0 then scale * case interval
      when 'wilson' then ${wilson[side]}
      when 'poisson' then ${poisson[side]} / denominator
    end end`;
  return { lower: either("lower"), upper: either("upper") };
}
