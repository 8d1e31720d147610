import { z } from "zod";
import type { Connection } from "../connection/connection.ts";
import { FLUSH_GROUP } from "../keys.ts";
import { loadScript, runScript } from "../script.ts";
import type { ConsumerStream } from "./stream-reads.ts";

const script = loadScript("remove-idle-consumers");

/**
 * Forgets other consumers of the group that hold nothing and have been idle for `idleMsMin`. One that is forgotten by mistake comes back with its
 * next read; one that holds an entry is never forgotten.
 *
 * @returns how many were removed.
 */
export const removeIdleConsumers = async (
  redis: Connection,
  { stream, consumer }: ConsumerStream,
  idleMsMin: number,
): Promise<number> =>
  z
    .int()
    .parse(await runScript(redis, script, [stream], [FLUSH_GROUP, String(idleMsMin), consumer]));
