import { z } from "zod";

const fraction = z.coerce.number().min(0).max(1);

const Failure = z
  .string()
  .regex(/^\d{3}(x\d+)?$/, { error: "must be a status and a count, as 529x2" })
  .transform((text) => {
    const [status, times] = text.split("x");
    return { status: Number(status), times: Number(times ?? 1) };
  });

/** How an answer misbehaves on its way, asked for by `x-replay-mode`. */
const Mode = z.strictObject({
  /** Bytes a write. */
  chunk: z.coerce.number().int().min(1).optional(),
  /** Milliseconds between writes. */
  pause: z.coerce.number().int().min(0).optional(),
  gzip: z.literal("").optional(),
  /** This share of the body, then the connection is broken. */
  cut: fraction.optional(),
  /** This share of the body, then an orderly end. */
  end: fraction.optional(),
  /** Events up to this share of the body, then an `error` event and an orderly end. */
  err: fraction.optional(),
  /** This status for the first so many attempts of one `x-replay-key`. */
  fail: Failure.optional(),
  /** Megabytes of text deltas put in before `message_delta`. */
  big: z.coerce.number().min(0).max(1000).optional(),
});
export type ReplayMode = z.output<typeof Mode>;

/**
 * Reads `x-replay-mode`: a comma list of `name` or `name=value`. Anything unknown or out of range is a fault, so that a misspelt mode fails its test.
 */
export const readReplayMode = (header: string): z.ZodSafeParseResult<ReplayMode> => {
  const words = header.split(",").filter((word) => word !== "");
  const pairs = words.map((word): [string, string] => {
    const [name = "", value = ""] = word.trim().split("=");
    return [name, value];
  });
  return Mode.safeParse(Object.fromEntries(pairs));
};
