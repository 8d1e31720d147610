import { z } from "zod";
import type { Connection } from "./connection.ts";
import type { BufferKeys } from "../keys.ts";
import { loadScript, runScript } from "../script.ts";
import type { Shards } from "../shards.ts";

const script = loadScript("epoch");

/** A stretch of a Redis's life. */
export interface Epoch {
  /** Run id of the process that answers: another after every start and every failover. */
  readonly process: string;
  /** In this process every counter has been compared with the ledger. False after a start, a failover, and a loss of all data. */
  readonly isCompared: boolean;
}

const Reply = z.tuple([z.string(), z.string()]);

const readOne = async (
  redis: Connection,
  keys: BufferKeys,
  compared: string,
): Promise<z.output<typeof Reply>> =>
  Reply.parse(await runScript(redis, script, [keys.meta], [compared]));

/** The shards may be on several Redises: together they are one process as long as none of them is another. @param compared a process in which all counters were compared; noted only if it is the one that answers. */
export const readEpoch = async (
  redis: Connection,
  { all }: Shards,
  compared: string | null,
): Promise<Epoch> => {
  const known = compared?.split(" ") ?? [];
  const answers = await Promise.all(
    all.map(async (keys, shard) => readOne(redis, keys, known[shard] ?? "")),
  );
  return {
    process: answers.map(([process]) => process).join(" "),
    isCompared: answers.every(([process, noted]) => process === noted),
  };
};
