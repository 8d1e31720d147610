import {
  deadLetterReasons,
  InvalidInputError,
  type DeadLetterView,
  type ReplayChoice,
} from "@tokenledger/usage";
import { z } from "zod";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import { Id } from "../usage/usage-inputs.ts";

const LETTERS_MAX = 200;
/** Each is a transaction of its own: 200 take about a second. */
const REPLAYS_MAX = 200;

const PageInput = z
  .object({
    /** Only those nobody has dealt with. */
    openOnly: z.boolean().default(true),
    reason: z.enum(deadLetterReasons).optional(),
    /** The `nextCursor` of the page before. */
    cursor: Id.optional(),
    countMax: z.int().min(1).max(LETTERS_MAX).default(50),
  })
  .default({ openOnly: true, countMax: 50 });

const ReplayInput = z.object({
  /** These, or else the open ones of `reason`. */
  ids: z.array(Id).min(1).max(REPLAYS_MAX).optional(),
  reason: z.enum(deadLetterReasons).optional(),
  /** With `reason`: the `nextCursor` of the replay before. */
  cursor: Id.optional(),
  countMax: z.int().min(1).max(REPLAYS_MAX).default(100),
  /** True changes nothing and tells what would become of each. */
  dryRun: z.boolean().default(true),
});

/** What is shown of a record: who, what and when, and no tags, session or raw usage. Whatever it holds instead of text is left out. */
const ShownRecord = z
  .object({
    user: z.string().nullable().catch(null),
    feature: z.string().nullable().catch(null),
    model: z.string().nullable().catch(null),
    requestId: z.string().nullable().catch(null),
    messageId: z.string().nullable().catch(null),
    outcome: z.string().nullable().catch(null),
    occurTimeMs: z.number().nullable().catch(null),
  })
  .catch({
    user: null,
    feature: null,
    model: null,
    requestId: null,
    messageId: null,
    outcome: null,
    occurTimeMs: null,
  });

/** An instant that a calendar has; anything else is null. */
const instantOf = (timeMs: number | null): Date | null => {
  const time = new Date(timeMs ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : time;
};

const shown = ({ record, ...letter }: DeadLetterView) => {
  const { occurTimeMs, ...fields } = ShownRecord.parse(record);
  return { ...letter, ...fields, occurTime: instantOf(occurTimeMs) };
};

const choiceOf = (input: z.output<typeof ReplayInput>): ReplayChoice => {
  const { ids, reason, cursor, countMax } = input;
  if ((ids === undefined) === (reason === undefined)) {
    throw new InvalidInputError("CHOICE_INVALID", "Name the records, or a reason; not both.");
  }
  if (ids !== undefined) return { ids };
  return { reason: reason ?? "value_refused", afterId: cursor, countMax };
};

/** Records put aside at commit: to look at, and to count after all. */
export const deadLettersRouter = adminRouterOf({
  deadLetters: memberProcedure
    .meta({
      permission: "ops.read",
      description:
        "Records put aside at commit, newest first, with their reason, and how many there are of each.",
      // Each shows a single call of somebody.
      audit: "before",
    })
    .input(PageInput)
    .query(async ({ ctx, input: { openOnly, reason, cursor, countMax } }) => {
      const { deadLetters } = ctx.operations;
      const page = { openOnly, reason, beforeId: cursor, countMax: countMax + 1 };
      const [letters, counts] = await Promise.all([deadLetters.list(page), deadLetters.counts()]);
      const rows = letters.slice(0, countMax).map(shown);
      const nextCursor = letters.length > countMax ? (rows.at(-1)?.id ?? null) : null;
      return { rows, nextCursor, counts };
    }),

  replay: memberProcedure
    .meta({
      permission: "ops.replay",
      description:
        "Checks records put aside and counts those that can be, once for ever; by default a dry run that tells what would become of each.",
    })
    .input(ReplayInput)
    .mutation(async ({ ctx, input }) => {
      const choice = choiceOf(input);
      const at = new Date(ctx.clock());
      const results = await ctx.operations.deadLetters.replay(choice, at, input.dryRun);
      const isFull = "countMax" in choice && results.length === choice.countMax;
      return {
        isDryRun: input.dryRun,
        results,
        countedCount: results.filter(({ outcome }) => outcome === "counted").length,
        conflictCount: results.filter(({ outcome }) => outcome === "id_reuse_conflict").length,
        /** Where the next replay of this reason goes on; null when all were looked at. */
        nextCursor: isFull ? (results.at(-1)?.id ?? null) : null,
      };
    }),
});
