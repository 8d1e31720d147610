import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** Stands before a server on this machine and can fall silent, as a cut cable does: nothing arrives, and nobody says so. */
export class SilentProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isSilent = false;

  constructor(targetPort: number) {
    this.#server = createServer((client) => {
      const target = connect(targetPort, "127.0.0.1");
      this.#pass(client, target);
      this.#pass(target, client);
    });
  }

  /** @returns the port to connect to. */
  async listen(): Promise<number> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("A port was asked for");
    return address.port;
  }

  /** What is sent meanwhile is lost; connections stay. */
  setSilent(isSilent: boolean): void {
    this.#isSilent = isSilent;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, "close");
  }

  #pass(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on("data", (bytes) => {
      if (!this.#isSilent) to.write(bytes);
    });
    from.on("close", () => to.destroy());
    from.on("error", () => to.destroy());
  }
}
