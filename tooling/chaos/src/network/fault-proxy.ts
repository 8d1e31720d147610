import { createServer, type Server, type Socket } from "node:net";
import type { LinkFault } from "../faults/fault.ts";
import { ProxiedConnection, type Direction, type Fate } from "./proxied-connection.ts";

const DELAY_MS = 120;
const PASS: Fate = { kind: "pass", delayMs: 0 };
const DROP: Fate = { kind: "drop" };

const fates: Readonly<Record<LinkFault, (direction: Direction) => Fate>> = {
  cut: () => DROP,
  blackhole: () => DROP,
  mute: (direction) => (direction === "up" ? PASS : DROP),
  delay: () => ({ kind: "pass", delayMs: DELAY_MS }),
  "half-close": () => PASS,
};

/** Looks at each piece before the fault in force decides on it; may decide itself. */
export type WireTap = (direction: Direction, piece: Buffer) => Fate | undefined;

/** A TCP link of this machine that can be made to fail. Listens on 127.0.0.1, each new connection goes to the next of its ports. */
export class FaultProxy implements AsyncDisposable {
  readonly #server: Server;
  readonly #ports: readonly number[];
  readonly #connections = new Set<ProxiedConnection>();
  #fault: LinkFault | undefined;
  #tap: WireTap | undefined;
  #connectionCount = 0;

  private constructor(ports: readonly number[]) {
    this.#ports = ports;
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
  }

  /** Opens a proxy in front of these ports, at a free one. */
  static async open(...ports: readonly number[]): Promise<FaultProxy> {
    const proxy = new FaultProxy(ports);
    await new Promise<void>((resolve, reject) => {
      proxy.#server.once("error", reject);
      proxy.#server.listen(0, "127.0.0.1", resolve);
    });
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("The proxy is closed");
    return address.port;
  }

  /** This address, with everything else of `url`. */
  urlFor(url: string): string {
    const proxied = new URL(url);
    proxied.port = String(this.port);
    return proxied.href;
  }

  /** From now on. The fault before it ends. @returns false where nobody can notice: nothing ever came through, or nothing to close. */
  inject(fault: LinkFault): boolean {
    this.heal();
    this.#fault = fault;
    const isNoticed =
      fault === "half-close" ? this.#connections.size > 0 : this.#connectionCount > 0;
    for (const connection of this.#connections) {
      if (fault === "cut") connection.reset();
      if (fault === "half-close") connection.halfClose();
    }
    return isNoticed;
  }

  /** Connections that lost bytes are reset, as the ends would find out sooner or later; new ones serve as well. */
  heal(): void {
    this.#fault = undefined;
    for (const connection of this.#connections) if (connection.isDamaged) connection.reset();
  }

  /** What is being delayed, on any connection, arrives now, in its order. */
  hasten(): void {
    for (const connection of this.#connections) connection.hasten();
  }

  /** Lets somebody watch, and interfere with, each piece. */
  tap(tap: WireTap | undefined): void {
    this.#tap = tap;
  }

  /** Ends every connection and listens no more. Closing twice is no error. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const connection of this.#connections) connection.reset();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #accept(socket: Socket): void {
    if (this.#fault === "cut") {
      socket.on("error", () => undefined);
      socket.resetAndDestroy();
      return;
    }
    const port = this.#ports[this.#connectionCount % this.#ports.length] ?? 0;
    this.#connectionCount += 1;
    const connection = new ProxiedConnection(
      socket,
      port,
      (direction, piece) => this.#fateOf(direction, piece),
      (closed) => this.#connections.delete(closed),
    );
    this.#connections.add(connection);
  }

  #fateOf(direction: Direction, piece: Buffer): Fate {
    const tapped = this.#tap?.(direction, piece);
    if (tapped !== undefined) return tapped;
    return this.#fault === undefined ? PASS : fates[this.#fault](direction);
  }
}
