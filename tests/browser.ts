import { existsSync } from "node:fs";
import { createServer } from "node:http";
import { type Browser, chromium } from "playwright-core";
import sirv from "sirv";

const installed = [
  process.env["CHROMIUM_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** Starts the browser that the user has (`CHROMIUM_PATH`, an installed Chrome or Chromium), else the one from npm. */
export async function launchBrowser(): Promise<Browser> {
  const found = installed.find((path) => path !== undefined && existsSync(path));
  const args = ["--no-sandbox", "--disable-gpu"];
  if (found !== undefined) return chromium.launch({ executablePath: found, args });
  // Unpacks the libraries that a bare machine lacks, and puts them on LD_LIBRARY_PATH when it is imported.
  process.env["AWS_LAMBDA_JS_RUNTIME"] = "nodejs20.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return chromium.launch({ executablePath: await packaged.executablePath(), args });
}

export type Site = {
  /** The address at which the folder's root is served, with a trailing slash. */
  readonly address: string;
  readonly close: () => Promise<void>;
};

/** Serves a folder on this machine below a path of its own, as a site below another one is. */
export async function serveFolder(folder: string, base = "/workforce/ahp/"): Promise<Site> {
  const serve = sirv(folder, { dev: true });
  const server = createServer((request, response) => {
    const url = request.url ?? "/";
    if (!url.startsWith(base)) {
      response.writeHead(404).end();
      return;
    }
    request.url = url.slice(base.length - 1);
    serve(request, response, () => {
      response.writeHead(404).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("server: no port");
  return {
    address: `http://127.0.0.1:${address.port}${base}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
