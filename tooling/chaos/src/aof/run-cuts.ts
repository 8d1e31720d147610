import path from "node:path";
import { startRedis } from "@tokenledger/services";
import { checkCuts } from "./check-cuts.ts";
import { recordLog } from "./recorded-log.ts";
import { RedisLoader } from "./redis-loader.ts";

const LANES = 2;

/** Cuts a small log at every byte. @returns how many cuts there were, and at which Redis did not hold what it had answered for. */
export const runEveryCut = async (
  folder: string,
): Promise<{ readonly cutCount: number; readonly torn: readonly number[] }> => {
  const dataDir = path.join(folder, "written");
  const redis = await startRedis({ dataDir });
  const log = await recordLog(redis.url, dataDir);
  await redis.stop("SIGKILL");
  const cutCount = log.bytes.length + 1;
  const lanes = Array.from({ length: LANES }, async (_, lane) => {
    const loader = new RedisLoader(dataDir, path.join(folder, `cut-${lane}`));
    const count = Math.ceil((cutCount - lane) / LANES);
    return checkCuts(
      log,
      loader,
      Array.from({ length: count }, (_cut, at) => lane + at * LANES),
    );
  });
  const torn = (await Promise.all(lanes)).flat();
  return { cutCount, torn: torn.map(({ byteCount }) => byteCount) };
};
