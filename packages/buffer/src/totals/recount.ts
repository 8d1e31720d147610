import { BusyError } from "@tokenledger/usage";
import type { Connection } from "../connection/connection.ts";
import { z } from "zod";
import type { BufferKeys } from "../keys.ts";
import { loadScript, runScript } from "../script.ts";

const script = loadScript("recount");

/** About 100,000 records, which hold Redis up for 0.1 to 0.2 s. */
const COUNTED_BYTES_MAX = 16_000_000;

const Reply = z.union([
  z.tuple([z.literal("DONE"), z.int()]),
  z.tuple([z.literal("LARGE"), z.coerce.number()]),
]);

/**
 * Makes what is on its way exactly what the waiting entries say.
 *
 * @returns how many counts were wrong. @throws BusyError when too much waits to be counted at once; nothing was changed.
 */
export const recountPending = async (redis: Connection, keys: BufferKeys): Promise<number> => {
  const reply = Reply.parse(
    await runScript(
      redis,
      script,
      [keys.stream, keys.meta],
      [keys.pendPrefix, String(COUNTED_BYTES_MAX)],
    ),
  );
  if (reply[0] === "DONE") return reply[1];
  throw new BusyError(
    `${reply[1]} bytes wait for the ledger; up to ${COUNTED_BYTES_MAX} can be counted at once`,
  );
};
