import type { Redis } from "ioredis";
import { z } from "zod";
import { ask, replyCode } from "./store-error.ts";

/** A value of what INFO answers. */
export const infoValue = (info: string, name: string): string | undefined =>
  new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1];

/** A value of CONFIG; undefined where the server keeps its configuration to itself, as hosted ones do. */
export const readSetting = async (redis: Redis, name: string): Promise<string | undefined> => {
  try {
    const [, value] = z
      .array(z.string())
      .parse(await ask(async () => redis.call("config", "get", name)));
    return value;
  } catch (error) {
    if (replyCode(error) === undefined) throw error;
    return undefined;
  }
};
