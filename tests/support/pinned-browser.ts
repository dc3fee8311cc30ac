import { unpackBrowser } from "../../src/browser/launch.ts";

/** The browser and the fonts from npm exist for this system only. */
export const isPinned = process.platform === "linux" && process.arch === "x64";

/** Unpacks the browser before the tests, which would do it at the same time. */
export async function setup(): Promise<void> {
  if (isPinned) await unpackBrowser(process.env);
}
