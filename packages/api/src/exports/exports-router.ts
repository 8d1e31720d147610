import { InvalidInputError, type Member } from "@tokenledger/usage";
import type { ExportDirectory, ExportJob, ExportRequest } from "@tokenledger/usage/exports";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import { readCompleteUntil } from "../usage/complete-until.ts";
import { exportView, manifestNameOf } from "./export-view.ts";
import {
  CreateExportInput,
  DownloadInput,
  ExportIdInput,
  ListExportsInput,
  subjectOf,
} from "./exports-inputs.ts";
import { ForbiddenError } from "../procedures/forbidden-error.ts";
import { meetsRequirement } from "../procedures/permissions.ts";

/** Most exports of one member that are not finished. */
const UNFINISHED_MAX = 10;

const extensions = { csv: "csv", jsonl: "jsonl", parquet: "parquet", focus: "focus.csv" } as const;

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

const fileNameOf = ({ subject, format, isGzipped }: ExportRequest): string => {
  const { startDate, endDate } = subject.filter;
  const end = isGzipped ? ".gz" : "";
  return `tokenledger-${subject.kind}-${dayOf(startDate)}-${dayOf(endDate)}.${extensions[format]}${end}`;
};

const assertAllowed = ({ role }: Member, { subject, masking }: ExportRequest): void => {
  if (subject.kind === "records" && !meetsRequirement(role, "usage.read.detail")) {
    throw new ForbiddenError("Your role does not see single records.");
  }
  if (masking === "none" && !meetsRequirement(role, "usage.unmask")) {
    throw new ForbiddenError("Your role does not see people's names.");
  }
};

/** Somebody else's export is not there: whether it exists is nobody's business. */
const ownExport = async (
  exports: ExportDirectory,
  member: Member,
  id: string,
): Promise<ExportJob> => {
  const job = await exports.get(id);
  if (job.memberId !== member.id) {
    throw new InvalidInputError("NOT_FOUND", "There is no such export.");
  }
  return job;
};

/** Usage to be taken away as files. Everybody sees and fetches what they asked for themselves. */
export const exportsRouter = adminRouterOf({
  create: memberProcedure
    .meta({
      permission: "exports.create",
      audit: "within",
      description: "Begins an export: records, or a view of the page, as a file to be fetched.",
    })
    .input(CreateExportInput)
    .mutation(async ({ ctx, input: { subject, columns, ...rest } }) => {
      const request = { ...rest, subject: subjectOf(subject), columns: columns ?? null };
      assertAllowed(ctx.member, request);
      const completeUntil = await readCompleteUntil(ctx.buffer);
      const job = await ctx.exports.create(
        {
          memberId: ctx.member.id,
          memberLogin: ctx.member.login,
          scope: ctx.scope,
          request,
          fileName: fileNameOf(request),
          completeUntil,
        },
        UNFINISHED_MAX,
      );
      return exportView(job);
    }),

  get: memberProcedure
    .meta({ permission: "exports.read", description: "One export of yours: how far it is." })
    .input(ExportIdInput)
    .query(async ({ ctx, input }) =>
      exportView(await ownExport(ctx.exports, ctx.member, input.id)),
    ),

  list: memberProcedure
    .meta({ permission: "exports.read", description: "Your exports, newest first." })
    .input(ListExportsInput)
    .query(async ({ ctx, input: { beforeId, countMax } }) => {
      const jobs = await ctx.exports.list(ctx.member.id, beforeId ?? null, countMax);
      return { rows: jobs.map(exportView) };
    }),

  cancel: memberProcedure
    .meta({
      permission: "exports.create",
      audit: "within",
      description: "Stops an export of yours; one that is finished stays as it is.",
    })
    .input(ExportIdInput)
    .mutation(async ({ ctx, input }) => {
      const { id } = await ownExport(ctx.exports, ctx.member, input.id);
      return exportView(await ctx.exports.cancel(id));
    }),

  /** The HTTP download asks here, so that permission, owner and audit are judged in one place. */
  download: memberProcedure
    .meta({
      permission: "exports.read",
      description: "Which stored file an export of yours is; its bytes come from /exports/.",
      audit: "before",
    })
    .input(DownloadInput)
    .query(async ({ ctx, input: { id, fileName } }) => {
      const job = await ownExport(ctx.exports, ctx.member, id);
      assertAllowed(ctx.member, job.request);
      const isManifest = fileName === manifestNameOf(job.fileName);
      if (
        job.storedName === null ||
        job.state !== "done" ||
        (!isManifest && fileName !== job.fileName)
      ) {
        throw new InvalidInputError("NOT_FOUND", "There is no such file, or not any more.");
      }
      return {
        id,
        storedName: isManifest ? manifestNameOf(job.storedName) : job.storedName,
        fileName,
        sha256: isManifest ? null : job.sha256,
      };
    }),
});
