import { z } from "zod";

/** Where exports come from and go to: what their process is told first. */
export const ExportsPlace = z.object({ url: z.string(), folder: z.string() });
export type ExportsPlace = z.output<typeof ExportsPlace>;

/** What the process tells of an export, and of what went wrong. */
export const ExportMessage = z.object({
  kind: z.enum(["begun", "done", "stopped", "failed"]),
  jobId: z.string().nullable(),
  fault: z.object({ message: z.string(), stack: z.string() }).optional(),
});
export type ExportMessage = z.output<typeof ExportMessage>;
