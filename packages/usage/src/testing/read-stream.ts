import { StreamUsage, type StreamUsageResult } from "../reading/stream-usage.ts";

/** Reads a whole stream in pieces of `chunkBytes`. */
export const readStream = (
  body: string | Uint8Array,
  chunkBytes: number = Infinity,
): StreamUsageResult => {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const stream = new StreamUsage();
  const size = Math.min(chunkBytes, Math.max(bytes.length, 1));
  for (let start = 0; start < bytes.length; start += size) {
    stream.push(bytes.subarray(start, start + size));
  }
  stream.end();
  return stream.result;
};
