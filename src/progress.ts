import { SingleBar } from "cli-progress";
import type { Say } from "./messages/message.ts";

/** Tells the reader how far a command is. */
export interface Progress {
  /** Runs one stage and then writes its line: name, what `summary` returns, and the time it took. */
  stage<T>(name: string, work: (advance: Advance) => Promise<T>, summary: (result: T) => string): Promise<T>;
  note(text: string): void;
}

/** Moves the bar of a long stage. */
export type Advance = (done: number, total: number) => void;

/** Times of the stages that ran, in milliseconds. */
export type StageTimes = Record<string, number>;

/**
 * Progress on `stream`: one line per stage; on a terminal a bar while a long one runs.
 * @param clock milliseconds
 */
export function reportProgress(
  stream: NodeJS.WriteStream,
  say: Say,
  clock: () => number,
  times: StageTimes = {},
): Progress {
  return {
    async stage(name, work, summary) {
      const start = clock();
      const bar = createBar(stream, say(`stage-${name}`));
      try {
        const result = await work((done, total) => bar.move(done, total));
        times[name] = clock() - start;
        bar.stop();
        const time = say("seconds", { seconds: Math.round(times[name] / 100) / 10 });
        stream.write(`${say(`stage-${name}`)}: ${summary(result)} (${time})\n`);
        return result;
      } finally {
        bar.stop();
      }
    },
    note(text) {
      stream.write(`${text}\n`);
    },
  };
}

function createBar(stream: NodeJS.WriteStream, title: string): { move: Advance; stop(): void } {
  if (!stream.isTTY) return { move: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    stream,
    format: `${title} [{bar}] {value}/{total}`,
    clearOnComplete: true,
    hideCursor: true,
  });
  let isOn = false;
  return {
    move(done, total) {
      if (!isOn) bar.start(total, done);
      isOn = true;
      bar.setTotal(total);
      bar.update(done);
    },
    stop() {
      if (isOn) bar.stop();
      isOn = false;
    },
  };
}
