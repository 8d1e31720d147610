import { once } from "node:events";
import { createServer } from "node:http";
import { FakeApi } from "./fake-api.ts";
import type { SeenRequest } from "./seen-request.ts";
import { settingsOf, type FakeAnthropicOptions } from "./settings.ts";

/** A running server on the loopback address. */
export interface FakeAnthropic extends AsyncDisposable {
  /** For `baseURL`. */
  readonly url: string;
  /** The newest 1,000 requests, oldest first. */
  readonly requests: readonly SeenRequest[];
  /** Breaks all connections and stops. Closing twice is no error. */
  close(): Promise<void>;
}

/**
 * Starts a server that answers like Anthropic's API.
 *
 * With the header `x-replay` it gives a known exchange again; without it, it makes an answer up. `x-replay-mode` (see `ReplayMode`) spoils either
 * on its way, and `x-replay-key` names the call whose attempts `fail=` counts.
 *
 * @throws when the port is in use
 */
export const startFakeAnthropic = async (
  options: FakeAnthropicOptions = {},
): Promise<FakeAnthropic> => {
  const settings = settingsOf(options);
  const api = new FakeApi(settings);
  const server = createServer((request, response) => {
    // A body cut by the caller rejects the read; there is nobody left to answer.
    api.handle(request, response).catch(() => response.destroy());
  });
  server.listen(settings.port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : settings.port;
  const close = async (): Promise<void> => {
    if (server.listening) {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    }
  };
  return {
    url: `http://127.0.0.1:${port}`,
    requests: api.seen.list,
    close,
    [Symbol.asyncDispose]: close,
  };
};
