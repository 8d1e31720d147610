import { createServer, type Server } from "node:net";
import { once } from "node:events";
import { z } from "zod";

const Address = z.object({ port: z.int() });

/** Port a server listens on. */
export const portOf = (server: Pick<Server, "address">): number =>
  Address.parse(server.address()).port;

/** A listener that nobody may reach, on every address of this machine. */
export class Canary {
  /** Connections so far. */
  connectCount = 0;
  readonly #server = createServer((socket) => {
    this.connectCount += 1;
    socket.destroy();
  });

  static async listen(): Promise<Canary> {
    const canary = new Canary();
    canary.#server.listen(0);
    await once(canary.#server, "listening");
    return canary;
  }

  get port(): number {
    return portOf(this.#server);
  }

  async close(): Promise<void> {
    this.#server.close();
    await once(this.#server, "close");
  }
}
