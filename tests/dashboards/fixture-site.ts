import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createContexts, type PageContext } from "../../dashboards/src/context.ts";
import type { Language } from "../../dashboards/src/language.ts";
import { readMessages } from "../../dashboards/src/messages.ts";
import { type Indicator, type Release, readRelease } from "../../dashboards/src/release.ts";
import { type FixtureOptions, writeFixtureRelease } from "./fixture-release.ts";

/** Makes an empty folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "gweithlu-site-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Reads the fixture release back as the site reads any release. */
export function readFixture(options: FixtureOptions = { example: true }): Release {
  const folder = mkdtempSync(join(tmpdir(), "gweithlu-release-"));
  try {
    writeFixtureRelease(folder, options);
    return readRelease(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function contextOf(release: Release, language: Language, path = "index"): PageContext {
  return createContexts(release, readMessages(), language)(path);
}

export function indicatorOf(release: Release, id: string): Indicator {
  const indicator = release.indicators.find((each) => each.id === id);
  if (indicator === undefined) throw new Error(`fixture: unknown indicator: ${id}`);
  return indicator;
}
