import { availableParallelism } from "node:os";
import { Piscina } from "piscina";

const mostThreads = 8;

/**
 * Threads that run the default export of `script` on one task after another: `run` gives a promise of the answer, which
 * fails when the task or its thread does. To be ended with `destroy`.
 * @param data what every thread is given as its `workerData`
 * @param threads null for one per core
 */
export function openThreads<Task, Answer>(
  script: URL,
  data: object,
  threads: number | null,
): Piscina<Task, Answer> {
  const count = Math.min(threads ?? availableParallelism(), mostThreads);
  return new Piscina({ filename: script.href, workerData: data, minThreads: count, maxThreads: count });
}
