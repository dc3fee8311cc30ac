import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchUnpacked } from "../../src/browser/launch.ts";
import { isPinned } from "../support/pinned-browser.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gweithlu-launch-"));
  process.env["TMPDIR"] = folder;
});

afterAll(() => {
  delete process.env["TMPDIR"];
  rmSync(folder, { recursive: true, force: true });
});

test.runIf(isPinned)("a browser that was unpacked in part only is unpacked once more", async () => {
  writeFileSync(join(folder, "chromium"), "\u007fELF", { mode: 0o700 });
  const browser = await launchUnpacked(process.env);
  expect(browser.isConnected()).toBe(true);
  await browser.close();
});
