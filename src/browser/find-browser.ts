import { existsSync } from "node:fs";

const installed = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The browser that the user has: the one that `asked` (`CHROMIUM_PATH`) names, else an installed one; null for none. */
export function findInstalledBrowser(asked: string | undefined): string | null {
  return [asked, ...installed].find((path) => path !== undefined && existsSync(path)) ?? null;
}
