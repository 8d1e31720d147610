import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { WireBody } from "./wire-body.ts";

/** How a body leaves. */
export interface Sending {
  readonly body: WireBody;
  /** Between two pieces, in milliseconds. */
  readonly pauseMs: number;
  /** Lets the event loop turn between pieces, so that each arrives alone. */
  readonly oneByOne: boolean;
  /** Told of every piece handed to the connection. */
  readonly onBytes: (byteCount: number) => void;
  /** Told when all of it was handed over, before the connection is ended or broken. */
  readonly onWhole: () => void;
}

/** Waits until the connection takes more; with `wholly`, until the network has this piece. A closed connection ends the wait. */
const written = async (response: ServerResponse, piece: Buffer, wholly: boolean): Promise<void> => {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off("drain", done);
      response.off("close", done);
      resolve();
    };
    response.once("close", done);
    const takesMore = response.write(piece, wholly ? done : undefined);
    if (takesMore && !wholly) {
      done();
    } else {
      response.once("drain", done);
    }
  });
};

const rest = async (sending: Sending): Promise<void> => {
  if (sending.pauseMs > 0) {
    await pause(sending.pauseMs);
  } else if (sending.oneByOne) {
    await nextTurn();
  }
};

/**
 * Writes a body piece by piece and waits whenever the reader is slower. Stops without an error when the caller goes away.
 * A body that breaks off is given to the network whole before the connection is destroyed.
 */
export const sendBody = async (response: ServerResponse, sending: Sending): Promise<void> => {
  const { pieces, breaksOff } = sending.body;
  for (const piece of pieces) {
    if (response.destroyed) {
      return;
    }
    sending.onBytes(piece.length);
    await written(response, piece, breaksOff);
    await rest(sending);
  }
  sending.onWhole();
  if (breaksOff) {
    response.destroy();
  } else {
    response.end();
  }
};
