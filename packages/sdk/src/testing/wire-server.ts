import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";

/** A server of the loopback that answers as a test says. */
export interface WireServer {
  readonly url: string;
  readonly paths: readonly string[];
  close(): Promise<void>;
}

/** Starts one on a free port. */
export const startWireServer = async (
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<WireServer> => {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? "");
    request.resume();
    request.once("end", () => answer(request, response));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    paths,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
