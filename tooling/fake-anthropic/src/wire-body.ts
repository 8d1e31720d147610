import { gzipSync } from "node:zlib";
import type { Answer } from "./answer.ts";
import { ERROR_EVENT } from "./api-error.ts";
import type { ReplayMode } from "./replay-mode.ts";

/** Bytes ready for the wire. Made lazily: a body of hundreds of megabytes is never held. */
export interface WireBody {
  readonly pieces: Iterable<Buffer>;
  /** Break the connection after the last piece. */
  readonly breaksOff: boolean;
}

const BIG_EVENT = `event: content_block_delta\ndata: ${JSON.stringify({
  type: "content_block_delta",
  index: 0,
  delta: { type: "text_delta", text: "x".repeat(900) },
})}\n\n`;
/** Events of one piece: writing them singly costs four times the time. */
const BIG_PIECE = Buffer.from(BIG_EVENT.repeat(64));
const MEGABYTE = 1_000_000;

interface Run {
  readonly bytes: Buffer;
  readonly times: number;
}

const withErrorEvent = (text: string, share: number): string => {
  const eventEnd = text.indexOf("\n\n", Math.floor(text.length * share));
  const kept = eventEnd === -1 ? text : text.slice(0, eventEnd + 2);
  return kept + ERROR_EVENT;
};

const runsOf = (pieces: readonly string[], megabytes: number): readonly Run[] => {
  const runs = pieces.map((piece) => ({ bytes: Buffer.from(piece), times: 1 }));
  if (megabytes === 0) {
    return runs;
  }
  const text = pieces.join("");
  const at = text.indexOf("event: message_delta");
  const splitAt = at === -1 ? text.length : at;
  return [
    { bytes: Buffer.from(text.slice(0, splitAt)), times: 1 },
    { bytes: BIG_PIECE, times: Math.ceil((megabytes * MEGABYTE) / BIG_PIECE.length) },
    { bytes: Buffer.from(text.slice(splitAt)), times: 1 },
  ];
};

function* repeated(runs: readonly Run[]): Generator<Buffer> {
  for (const { bytes, times } of runs) {
    for (let count = 0; count < times; count += 1) {
      yield bytes;
    }
  }
}

function* firstBytes(pieces: Iterable<Buffer>, byteCount: number): Generator<Buffer> {
  let left = byteCount;
  for (const piece of pieces) {
    if (left <= 0) {
      return;
    }
    yield piece.subarray(0, left);
    left -= piece.length;
  }
}

function* inChunks(pieces: Iterable<Buffer>, chunkBytes: number): Generator<Buffer> {
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += chunkBytes) {
      yield piece.subarray(at, at + chunkBytes);
    }
  }
}

const byteCountOf = (runs: readonly Run[]): number =>
  runs.reduce((sum, { bytes, times }) => sum + bytes.length * times, 0);

/** Turns an answer's body into bytes, spoilt as the mode says: first `err`, then `big`, `end`, `gzip`, `cut`, `chunk`. */
export const wireBody = ({ pieces }: Answer, mode: ReplayMode): WireBody => {
  const texts = mode.err === undefined ? pieces : [withErrorEvent(pieces.join(""), mode.err)];
  let runs = runsOf(texts, mode.big ?? 0);
  if (mode.gzip !== undefined) {
    const whole = firstBytes(repeated(runs), Math.floor(byteCountOf(runs) * (mode.end ?? 1)));
    runs = [{ bytes: gzipSync(Buffer.concat([...whole])), times: 1 }];
  }
  const share = mode.cut ?? (mode.gzip === undefined ? mode.end : undefined) ?? 1;
  const kept = firstBytes(repeated(runs), Math.floor(byteCountOf(runs) * share));
  return {
    pieces: mode.chunk === undefined ? kept : inChunks(kept, mode.chunk),
    breaksOff: mode.cut !== undefined,
  };
};
