import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const HTML = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>bare</title></head>
  <body><h1>A bare page</h1><p>One heading and one paragraph, no script and no style.</p></body>
</html>
`;

/** A page that waits for nothing, at an address of its own until it is closed. */
export interface BarePage extends AsyncDisposable {
  readonly url: string;
  /** The same page in a process of its own, as the product's pages are: the browser starts one when it has read the head. */
  readonly isolatedUrl: string;
}

const ISOLATED_PATH = "/isolated";
/** What of the door's head has a page run in a process of its own. */
const ISOLATION = {
  "cross-origin-opener-policy": "same-origin",
  "origin-agent-cluster": "?1",
} as const;

/**
 * Serves a document without script or style. What it takes to paint is what this machine and its browser take for any page: the floor
 * that the other figures stand on.
 */
export const serveBarePage = async (): Promise<BarePage> => {
  const server = createServer(({ url }, response) => {
    const isolation = url === ISOLATED_PATH ? ISOLATION : {};
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", ...isolation }).end(HTML);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const url = `http://127.0.0.1:${port}/`;
  return {
    url,
    isolatedUrl: new URL(ISOLATED_PATH, url).href,
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
