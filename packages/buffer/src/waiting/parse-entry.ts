import { UnreadableError, type WaitingEntry } from "@tokenledger/usage";
import { z } from "zod";
import { unpackRecords } from "../entry/unpack-records.ts";
import { parseDeltas } from "../settle/pending-deltas.ts";

/** An entry as Redis gives it: its id, and its fields as name, value, name, value. */
export interface RawEntry {
  readonly id: string;
  readonly fields: readonly string[];
}

/** What `collect.lua` writes: version, number of records, deltas, body. */
const Fields = z.object({ v: z.string(), n: z.string(), d: z.string(), b: z.string() });

const parseFields = ({ id, fields }: RawEntry): z.output<typeof Fields> => {
  const named = Object.fromEntries(
    fields.flatMap((name, at) => (at % 2 === 0 ? [[name, fields[at + 1]]] : [])),
  );
  const result = Fields.safeParse(named);
  if (!result.success) {
    throw new UnreadableError(`Entry ${id} lacks fields`, { cause: result.error });
  }
  return result.data;
};

/**
 * Reads an entry whole.
 *
 * @throws UnreadableError when any part of it is not as this version writes it. It then stays where it is, for a version that can read it.
 */
export const parseEntry = (entry: RawEntry): WaitingEntry => {
  const { v, n, d, b } = parseFields(entry);
  const records = unpackRecords(v, b);
  if (String(records.length) !== n) {
    throw new UnreadableError(`Entry ${entry.id} says ${n} records and holds ${records.length}`);
  }
  parseDeltas(d);
  return {
    entryId: entry.id,
    byteCount: Buffer.byteLength(d) + Buffer.byteLength(b),
    deltas: d,
    records,
  };
};
