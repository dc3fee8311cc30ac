export interface Time {
  seconds: number;
  /** Seconds of processor time, of all threads together. */
  processor: number;
}

export async function time(work: () => Promise<unknown>): Promise<Time> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
}

export function showTime({ seconds, processor }: Time): string {
  return `${seconds.toFixed(1)} (${processor.toFixed(1)})`;
}

/** Medians of the ratios of two times measured in turn: of seconds, and in brackets of processor time. */
export function showRatio(pairs: readonly (readonly [Time, Time])[]): string {
  const [seconds, processor] = (["seconds", "processor"] as const).map((unit) =>
    median(pairs.map(([ours, theirs]) => ours[unit] / theirs[unit])).toFixed(2),
  );
  return `${seconds} (${processor})`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
