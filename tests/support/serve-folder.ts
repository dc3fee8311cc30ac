import { createServer } from "node:http";
import sirv from "sirv";

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
