import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type KillSession, killAndRecover, prepareKill } from "./session.ts";

// Each of these tests runs the whole job, several times.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

let session: KillSession;

beforeAll(async () => {
  session = await prepareKill(await mkdtemp(join(tmpdir(), "gweithlu-kill-")), false);
});

afterAll(() => rm(session.root, { recursive: true, force: true }));

test.each([0.3, 0.8, 0.97])(
  "killed after %d of its time, the release stands and the next run gives the same bytes",
  async (share) => {
    expect(await killAndRecover(session, share * session.milliseconds)).toMatchObject({ faults: [] });
  },
);
