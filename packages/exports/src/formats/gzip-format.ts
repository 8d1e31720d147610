import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { RowFormat } from "./row-format.ts";

const compress = promisify(gzip);

const member = async (bytes: Uint8Array): Promise<Uint8Array> =>
  bytes.byteLength === 0 ? bytes : compress(bytes);

/**
 * The same, compressed. Each piece is a gzip member of its own: members one after another are one valid gzip file (RFC 1952, section 2.2), which
 * can be cut after any of them, and no state of a compressor needs to survive a crash.
 */
export const gzipFormat = <Row>(inner: RowFormat<Row>): RowFormat<Row> => ({
  isResumable: inner.isResumable,
  open: async () => member(await inner.open()),
  write: async (rows) => member(await inner.write(rows)),
  flush: async () => member(await inner.flush()),
  end: async () => member(await inner.end()),
});
