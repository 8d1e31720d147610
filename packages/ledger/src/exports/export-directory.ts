import type { MikroORM } from "@mikro-orm/postgresql";
import { InvalidInputError } from "@tokenledger/usage";
import type { ExportDirectory } from "@tokenledger/usage/exports";
import { z } from "zod";
import { asDirectoryCall, found } from "../directories/directory-call.ts";
import { ExportJobEntry } from "../entities/export-job-entry.ts";
import { sqlFile } from "../sql-file.ts";
import { autocommit, forkOf } from "../statement-runner.ts";
import { exportJobOf, storedJson } from "./stored-export.ts";

const Changed = z.object({ id: z.string() });
const CANCEL_EXPORT = {
  text: sqlFile(new URL("./sql/cancel-export.sql", import.meta.url)),
  row: Changed,
};

const isUuid = (text: string): boolean => z.uuid().safeParse(text).success;

/** Exports as people ask for them. */
export const createExportDirectory = (orm: MikroORM): ExportDirectory => {
  const get: ExportDirectory["get"] = async (id) =>
    asDirectoryCall(async () => {
      const entry = isUuid(id) ? await forkOf(orm).findOne(ExportJobEntry, { id }) : null;
      return exportJobOf(found(entry, "export"));
    });
  return {
    get,

    create: async (job, waitingCountMax) =>
      asDirectoryCall(async () => {
        const em = forkOf(orm);
        const { memberId } = job;
        const unfinished = { memberId, state: { $in: ["waiting", "running"] as const } };
        if ((await em.count(ExportJobEntry, unfinished)) >= waitingCountMax) {
          throw new InvalidInputError(
            "TOO_MANY_EXPORTS",
            `You have ${waitingCountMax} exports that are not finished. Wait for one, or cancel one.`,
          );
        }
        const stored: unknown = JSON.parse(storedJson(job.request));
        const entry = em.create(ExportJobEntry, {
          ...job,
          request: stored,
          checkpoint: null,
          totals: null,
        });
        await em.flush();
        return exportJobOf(await em.refresh(entry).then(() => entry));
      }),

    list: async (memberId, beforeId, countMax) =>
      asDirectoryCall(async () => {
        const entries = await forkOf(orm).find(
          ExportJobEntry,
          {
            ...(memberId !== null && { memberId }),
            ...(beforeId !== null && { id: { $lt: beforeId } }),
          },
          { orderBy: { id: "desc" }, limit: countMax },
        );
        return entries.map(exportJobOf);
      }),

    cancel: async (id) => {
      if (isUuid(id)) await autocommit(orm).rows(CANCEL_EXPORT, [id]);
      return get(id);
    },
  };
};
