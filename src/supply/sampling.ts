import type { Uniform } from "./random.ts";

/** Below this a probability is as good as lost; a normal approximation is then less than one person off in hundreds. */
const smallest = 1e-290;

/**
 * The number of events among `people`, each of whom has the event with probability `p`: the quantile of the binomial
 * distribution at `u`. One draw takes one uniform number and never falls when people are added, nor rises by more than
 * those added, so that two runs on the same stream can be compared person by person.
 * Source: inversion by sequential search, Devroye, Non-Uniform Random Variate Generation (1986), X.4.
 */
export function binomialQuantile(u: number, people: number, p: number): number {
  if (people <= 0 || p <= 0) return 0;
  if (p >= 1) return people;
  return p > 0.5 ? people - countUp(1 - u, people, 1 - p) : countUp(u, people, p);
}

function countUp(u: number, people: number, p: number): number {
  const odds = p / (1 - p);
  let probability = power(1 - p, people);
  if (probability < smallest) return approximate(u, people * p, people * p * (1 - p), people);
  let below = probability;
  let events = 0;
  while (u > below && events < people) {
    probability *= (odds * (people - events)) / (events + 1);
    events++;
    below += probability;
  }
  return events;
}

function approximate(u: number, mean: number, variance: number, most: number): number {
  return Math.min(Math.max(Math.round(mean + normalQuantile(u) * Math.sqrt(variance)), 0), most);
}

/** A whole power by squaring: the same on every machine, and no call out of the loop. */
function power(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let rest = exponent; rest > 0; rest >>= 1) {
    if (rest & 1) result *= square;
    square *= square;
  }
  return result;
}

/** The quantile of the Poisson distribution at `u`; like the binomial one, one number of the stream a draw. */
export function poissonQuantile(u: number, mean: number): number {
  if (mean <= 0) return 0;
  if (mean > 600) return approximate(u, mean, mean, Number.POSITIVE_INFINITY);
  let probability = Math.exp(-mean);
  let below = probability;
  let events = 0;
  while (u > below && probability > 0) {
    events++;
    probability *= mean / events;
    below += probability;
  }
  return events;
}

/** A draw from the gamma distribution of the given mean and shape. Source: Marsaglia and Tsang, ACM TOMS 26 (2000) 363. */
export function drawGamma(uniform: Uniform, mean: number, shape: number): number {
  if (shape < 1) {
    return drawGamma(uniform, (mean * (shape + 1)) / shape, shape + 1) * uniform() ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalQuantile(uniform());
    const root = 1 + c * x;
    const v = root * root * root;
    const u = uniform();
    if (v <= 0) continue;
    const isQuicklyIn = u < 1 - 0.0331 * x * x * x * x;
    if (isQuicklyIn || Math.log(u) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (mean * d * v) / shape;
  }
}

/** A draw from the beta distribution with parameters `a` and `b`. */
export function drawBeta(uniform: Uniform, a: number, b: number): number {
  const x = drawGamma(uniform, a, a);
  const y = drawGamma(uniform, b, b);
  if (x + y > 0) return x / (x + y);
  return uniform() < a / (a + b) ? 1 : 0;
}

/** Quantile of the normal distribution, to 1.2e-9. Source: P. J. Acklam, relative error below 1.15e-9. */
export function normalQuantile(u: number): number {
  if (u > 0.5) return -normalQuantile(1 - u);
  if (u < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(u));
    return (
      (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q -
        2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    );
  }
  const q = u - 0.5;
  const r = q * q;
  return (
    ((((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r +
      1.38357751867269e2) *
      r -
      3.066479806614716e1) *
      r +
      2.506628277459239) *
      q) /
    (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r +
      6.680131188771972e1) *
      r -
      1.328068155288572e1) *
      r +
      1)
  );
}
