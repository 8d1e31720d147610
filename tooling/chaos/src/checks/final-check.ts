import { createBuffer } from "@tokenledger/buffer";
import type { ChaosSystem } from "../system/chaos-system.ts";
import { checkAtRest, type RestFindings, type RestWaits } from "./check-at-rest.ts";
import { readTruth } from "./read-truth.ts";
import type { Witness } from "./witness.ts";

/** Waits for rest, then checks a whole system: what its producers and the witness recorded, its tables, its counters. */
export const finalCheck = async (
  system: ChaosSystem,
  witness: Witness,
  waits: RestWaits,
): Promise<RestFindings> => {
  await using buffer = createBuffer({
    url: system.stores.redisUrl,
    shards: system.shards,
    commandTimeoutMs: 10_000,
  });
  await buffer.verify();
  const files = system.producers.truthFiles();
  return await checkAtRest({
    stores: system.stores,
    buffer,
    ledger: system.ledger,
    truth: readTruth(files),
    keyIds: [...new Set(files.map(({ accessKeyId }) => accessKeyId))],
    uncounted: { keyId: system.witnessKey.id, sentCount: witness.ackedCount },
    waits,
  });
};
