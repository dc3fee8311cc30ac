import { spawn } from "node:child_process";
import { mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { bringBack, type KillSession, killAndRecover, prepareKill } from "../kill/session.ts";
import { gweithlu } from "../support/command-line.ts";
import { project } from "../support/folders.ts";
import { hashPublished } from "../support/published.ts";

// Each of these tests runs the whole job, several times.
vi.setConfig({ testTimeout: 900_000, hookTimeout: 900_000 });

let session: KillSession;
let data: string;
let options: string[];

/** Runs the job so that no file may become larger than so many bytes: writing then fails as on a full disk. */
async function runWithin(bytes: number): Promise<{ code: number | null; stderr: string }> {
  const blocks = Math.ceil(bytes / 1024);
  const command = [process.execPath, join(project, "src", "cli.ts"), ...options].map((word) => `'${word}'`);
  const child = spawn("bash", ["-c", `ulimit -f ${blocks}; exec ${command.join(" ")}`], {
    cwd: project,
    env: { ...process.env, LANG: "en_GB.UTF-8", LC_ALL: "" },
  });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += String(chunk);
  });
  child.stdout.resume();
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, stderr };
}

beforeAll(async () => {
  session = await prepareKill(await mkdtemp(join(tmpdir(), "gweithlu-broken-off-")), false);
  data = join(session.root, "data");
  options = ["run", "--incoming", join(session.root, "incoming"), "--data", data, "--no-site"];
});

afterAll(() => rm(session.root, { recursive: true, force: true }));

test.each([0.3, 0.8, 0.97])(
  "killed after %d of its time, the release stands and the next run gives the same bytes",
  async (share) => {
    expect(await killAndRecover(session, share * session.milliseconds)).toMatchObject({ faults: [] });
  },
);

test("a disk that is full leaves release and warehouse as they were; one that just suffices gives the whole release", async () => {
  await bringBack(session);
  const published = await hashPublished(data);
  const warehouse = join(data, "work", "warehouse.duckdb");
  const before = await readFile(warehouse);
  const codes: (number | null)[] = [];
  for (const share of [0.25, 1.005]) {
    const { code, stderr } = await runWithin(share * before.length);
    codes.push(code);
    if (code === 0) {
      expect(await hashPublished(data)).toEqual(session.wanted);
    } else {
      expect(stderr).toContain("there is no space left");
      expect(stderr).toContain("Make room");
      expect(await hashPublished(data)).toEqual(published);
      expect((await readFile(warehouse)).equals(before)).toBe(true);
    }
    await bringBack(session);
  }
  expect(codes[0]).toBe(1);
});

test("a folder of releases that may not be written to is named, and the release stands", async () => {
  const published = await hashPublished(data);
  const releases = join(data, "releases");
  const away = join(data, "releases-away");
  await rename(releases, away);
  // Nobody may make a folder there, not even an administrator.
  await symlink("/sys/kernel", releases);
  const { code, stderr } = await gweithlu(options);
  const doctor = await gweithlu(["doctor", "--data", data, "--json"]);
  await rm(releases);
  await rename(away, releases);
  expect(stderr).toContain("a file may not be written");
  expect(code).toBe(1);
  expect(JSON.parse(doctor.stdout)).toContainEqual(
    expect.objectContaining({ check: "folder", state: "problem", values: { folder: "/sys/kernel" } }),
  );
  expect(await hashPublished(data)).toEqual(published);
});

test("with room again the next run gives the bytes that it would have given", async () => {
  expect(await gweithlu(options)).toMatchObject({ code: 0 });
  expect(await hashPublished(data)).toEqual(session.wanted);
});
