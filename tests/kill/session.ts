import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findDamaged } from "../../src/release/damage.ts";
import { readManifest } from "../../src/release/manifest.ts";
import { gweithlu } from "../support/command-line.ts";
import { hashPublished } from "../support/published.ts";

/** A job that publishes a second release, ready to be killed again and again. */
export interface KillSession {
  root: string;
  hasSite: boolean;
  /** The data as the first release left them. */
  before: string;
  /** What the second release must come out as. */
  wanted: Record<string, string>;
  /** How long the job takes when nobody kills it. */
  milliseconds: number;
}

export interface KillOutcome {
  after: number;
  /** The last stage that was done, as its line begins. */
  stage: string;
  /** What was not as it must be; empty when all was. */
  faults: string[];
}

/** Marked as examples, whose releases do not wait for the audit. */
const heading =
  "snapshot_date,person_id,assignment_id,employer_code,occupation_code,afc_band,fte,example_data_enghreifftiol\n";

/** Publishes a first release below `root`, then sends more and finds out what the second must be. */
export async function prepareKill(root: string, hasSite: boolean): Promise<KillSession> {
  const session: KillSession = { root, hasSite, before: join(root, "before"), wanted: {}, milliseconds: 0 };
  const sent = join(root, "incoming", "staff");
  await mkdir(sent, { recursive: true });
  await writeFile(join(sent, "first.csv"), returned("2025-09-30", 30));
  await requireRun(session);
  await cp(join(root, "data"), session.before, { recursive: true, verbatimSymlinks: true });
  await writeFile(join(sent, "second.csv"), returned("2025-12-31", 31));
  await writeFile(join(sent, "corrected.csv"), returned("2025-09-30", 29));
  const start = performance.now();
  await requireRun(session);
  session.milliseconds = performance.now() - start;
  session.wanted = await hashPublished(join(root, "data"));
  return session;
}

/** Leaves the data as the first release left them. */
export async function bringBack({ root, before }: KillSession): Promise<void> {
  const data = join(root, "data");
  await rm(data, { recursive: true, force: true });
  await cp(before, data, { recursive: true, verbatimSymlinks: true });
}

/** Kills the job after so many milliseconds, looks at what is published, lets it run again, and looks once more. */
export async function killAndRecover(session: KillSession, after: number): Promise<KillOutcome> {
  const data = join(session.root, "data");
  await bringBack(session);
  const first = await hashPublished(data);
  const killed = await runJob(session, after);
  const faults: string[] = [];
  const found = await hashPublished(data).catch(() => ({}));
  if (!isSame(found, first) && !isSame(found, session.wanted))
    faults.push("what is published is neither release");
  const manifest = await readManifest(join(data, "published")).catch(() => null);
  if (!manifest || (await findDamaged(join(data, "published"), manifest)).length > 0) faults.push("damaged");
  const next = await runJob(session);
  if (next.code !== 0) faults.push(`the next run ends with ${next.code}: ${next.stderr.slice(-300)}`);
  if (!isSame(await hashPublished(data), session.wanted)) faults.push("the next run gives other bytes");
  const remains = (await readdir(join(data, "releases"))).filter((name) => name.startsWith("."));
  if (remains.length > 0) faults.push(`left over: ${remains.join(", ")}`);
  const stages = killed.stderr.split("\n").flatMap((line) => /^(\w+): .*\([\d.]+ s\)$/.exec(line)?.[1] ?? []);
  return { after, stage: `after ${stages.at(-1) ?? "start"}`, faults };
}

function returned(date: string, persons: number): string {
  const line = (number: number): string => `${date},person${number},A${number},7A7,S1E,6,1,1\n`;
  return heading + Array.from({ length: persons }, (_, index) => line(index)).join("");
}

function runJob({ root, hasSite }: KillSession, killAfter?: number): ReturnType<typeof gweithlu> {
  const site = hasSite ? ["--site", join(root, "site")] : ["--no-site"];
  return gweithlu(
    ["run", "--incoming", join(root, "incoming"), "--data", join(root, "data"), ...site],
    {},
    killAfter,
  );
}

async function requireRun(session: KillSession): Promise<void> {
  const { code, stderr } = await runJob(session);
  if (code !== 0) throw new Error(`the job ends with ${code}: ${stderr}`);
}

function isSame(a: Record<string, string>, b: Record<string, string>): boolean {
  return JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
}
