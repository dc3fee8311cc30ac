import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Gives the next number of a stream, above 0 and below 1. */
export type Uniform = () => number;

/** Puts the next numbers of a stream into a list. */
export type Fill = (numbers: Float64Array) => void;

/** A stream of its own for each seed and name; the same ones give the same numbers on every machine. */
export function createUniform(seed: number, name: string): Uniform {
  const generator = createGenerator(seed, name);
  return () => toUniform(generator.next());
}

/** The same stream, many numbers at a time. */
export function createFill(seed: number, name: string): Fill {
  const generator = createGenerator(seed, name);
  return (numbers) => {
    for (let at = 0; at < numbers.length; at++) numbers[at] = toUniform(generator.next());
  };
}

/** A 32-bit seed leaves most of the generator's state empty: its first numbers are not mixed yet. */
const warmUp = 64;

function createGenerator(seed: number, name: string): ReturnType<typeof xoroshiro128plus> {
  const generator = xoroshiro128plus(hashText(`${seed}/${name}`));
  for (let skipped = 0; skipped < warmUp; skipped++) generator.next();
  return generator;
}

/** @param bits a whole number of 32 bits with a sign */
function toUniform(bits: number): number {
  return ((bits >>> 0) + 0.5) / 2 ** 32;
}

/** FNV-1a of the text's UTF-16 units. Source: Fowler, Noll and Vo, http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
