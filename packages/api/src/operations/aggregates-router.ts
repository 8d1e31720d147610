import { dimensionTypes, InvalidInputError, type AggregateJob } from "@tokenledger/usage";
import { z } from "zod";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import { forward, Id, isForward } from "../usage/usage-inputs.ts";

const JOBS_MAX = 200;
const REASON_MAX = 500;

const range = {
  /** Included. Widened to whole UTC days. */
  startDate: z.date(),
  /** Not included. */
  endDate: z.date(),
  /** Missing: access keys and users. */
  dimensionType: z.enum(dimensionTypes).optional(),
  /** An access key's or a user's id; needs dimensionType. Missing: all. */
  dimensionId: Id.optional(),
  /** True tells what differs and changes nothing. */
  dryRun: z.boolean(),
};

const reason = z.string().trim().min(1).max(REASON_MAX);

const VerifyInput = z
  .object({ ...range, dryRun: z.boolean().default(false), reason: reason.optional() })
  .refine(isForward, forward);

const RebuildInput = z
  .object({ ...range, dryRun: z.boolean().default(true), reason: reason.optional() })
  .refine(isForward, forward)
  .refine(({ dryRun, reason: given }) => dryRun || given !== undefined, {
    error: "say why, or make it a dry run",
    path: ["reason"],
  });

type Input = z.output<typeof VerifyInput>;

const jobOf = (input: Input, kind: AggregateJob["kind"], actor: string) => {
  if (input.dimensionId !== undefined && input.dimensionType === undefined) {
    throw new InvalidInputError("DIMENSION_MISSING", "Say whether it is an access key or a user.");
  }
  return {
    kind,
    isDryRun: input.dryRun,
    dimensionType: input.dimensionType ?? null,
    dimensionId: input.dimensionId ?? null,
    startDate: input.startDate,
    endDate: input.endDate,
    actor,
    reason: input.reason ?? "",
  };
};

/** The stored sums: whether they are what the rows say, and making them so. */
export const aggregatesRouter = adminRouterOf({
  runIncremental: memberProcedure
    .meta({
      permission: "ops.rebuild",
      description:
        "Checks the sums of a range against its records and mends those that differ, while records come in. Answers the job; see aggregates.status.",
    })
    .input(VerifyInput)
    .mutation(({ ctx, input }) =>
      ctx.operations.aggregates.start(jobOf(input, "verify", ctx.member.login)),
    ),

  rebuild: memberProcedure
    .meta({
      permission: "ops.rebuild",
      description:
        "Sums a range anew from its records, while records come in; by default a dry run that tells what would change. Answers the job; see aggregates.status.",
    })
    .input(RebuildInput)
    .mutation(({ ctx, input }) =>
      ctx.operations.aggregates.start(jobOf(input, "rebuild", ctx.member.login)),
    ),

  status: memberProcedure
    .meta({
      permission: "ops.read",
      description:
        "How far a check or a rebuild of the sums is, and the first hundred differences.",
    })
    .input(z.object({ id: Id }))
    .query(({ ctx, input }) => ctx.operations.aggregates.get(input.id)),

  jobs: memberProcedure
    .meta({ permission: "ops.read", description: "Checks and rebuilds of the sums, newest first." })
    .input(
      z.object({ countMax: z.int().min(1).max(JOBS_MAX).default(50) }).default({ countMax: 50 }),
    )
    .query(({ ctx, input }) => ctx.operations.aggregates.list(input.countMax)),
});
