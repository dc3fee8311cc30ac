import { createHash, createHmac } from "node:crypto";
import type { LoadedNation } from "./read-observed.ts";

/** A whole number, 0 on average, that goes with a name. */
export type Noise = (name: string) => number;

/** Of a number with noise every value remains possible; one that is so far off is 2.7 times less likely than the true one. */
const scale = 3;

/**
 * Noise that nobody can take off again without the data: it comes from the counts by age of the first year observed, which
 * are published nowhere. The same data give the same noise, and so do corrections of later years. Its distribution is the
 * two-sided geometric one. Source: Ghosh, Roughgarden and Sundararajan, SIAM J. Comput. 41 (2012) 1673.
 */
export function createNoise({ professions, areas }: Pick<LoadedNation, "professions" | "areas">): Noise {
  const first = [...professions, ...areas].map(({ area, profession, years }) => [area, profession, years[0]]);
  const key = createHash("sha256").update(JSON.stringify(first)).digest();
  return (name) => {
    const bytes = createHmac("sha256", key).update(name).digest();
    const u = (bytes.readUIntBE(0, 6) + 0.5) / 2 ** 48;
    return toNoise(u);
  };
}

/** The quantile at `u` of the two-sided geometric distribution, whose values are q ** |value| as likely as 0. */
export function toNoise(u: number): number {
  const q = Math.exp(-1 / scale);
  const tail = Math.min(u, 1 - u);
  // P(value <= -n) = q ** n / (1 + q)
  const size = Math.max(0, Math.floor(Math.log(tail * (1 + q)) / Math.log(q)));
  return (u < 0.5 ? -size : size) + 0;
}
