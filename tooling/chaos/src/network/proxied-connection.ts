import { connect, type Socket } from "node:net";
import { DelayLine } from "./delay-line.ts";

/** `up`: from the one who asks. `down`: from the server. */
export type Direction = "up" | "down";

/** What becomes of a piece that comes through. */
export type Fate = { readonly kind: "drop" } | { readonly kind: "pass"; readonly delayMs: number };

/** One connection through a proxy: two sockets that are one as long as nothing is wrong. */
export class ProxiedConnection {
  readonly #asking: Socket;
  readonly #serving: Socket;
  readonly #lines: readonly [DelayLine, DelayLine];
  #isDamaged = false;

  /** @param fateOf asked for each piece as it comes. */
  constructor(
    asking: Socket,
    serverPort: number,
    fateOf: (direction: Direction, piece: Buffer) => Fate,
    onClosed: (connection: ProxiedConnection) => void,
  ) {
    this.#asking = asking;
    this.#serving = connect({
      port: serverPort,
      host: "127.0.0.1",
      allowHalfOpen: true,
      noDelay: true,
    });
    asking.setNoDelay(true);
    this.#lines = [
      this.#carry(asking, this.#serving, (piece) => fateOf("up", piece)),
      this.#carry(this.#serving, asking, (piece) => fateOf("down", piece)),
    ];
    for (const socket of [asking, this.#serving]) {
      socket.on("error", () => this.reset());
      socket.on("close", () => {
        this.reset();
        onClosed(this);
      });
    }
  }

  /** Bytes of it are missing: neither side may go on as if nothing had happened. */
  get isDamaged(): boolean {
    return this.#isDamaged;
  }

  /** Both sides see a reset. Doing it twice is no error. */
  reset(): void {
    for (const line of this.#lines) line.clear();
    for (const socket of [this.#asking, this.#serving]) {
      if (!socket.destroyed) socket.resetAndDestroy();
    }
  }

  /** What is being delayed arrives now. */
  hasten(): void {
    for (const line of this.#lines) line.hasten();
  }

  /** The server sees the end of what it is asked; its answers still pass. */
  halfClose(): void {
    this.#serving.end();
  }

  #carry(from: Socket, to: Socket, fateOf: (piece: Buffer) => Fate): DelayLine {
    const line = new DelayLine((piece) => {
      if (to.writable) to.write(piece);
    });
    from.on("data", (piece: Buffer) => {
      const fate = fateOf(piece);
      if (fate.kind === "pass") line.push(piece, fate.delayMs);
      else this.#isDamaged = true;
    });
    from.on("end", () => {
      if (to.writable) to.end();
    });
    return line;
  }
}
