import { z } from "zod";

const Sheet = z.object({
  recordedCount: z.int(),
  adoptedCount: z.int(),
  acceptedCount: z.int(),
  duplicateCount: z.int(),
  rejectedCount: z.int(),
  droppedCount: z.int(),
  waitingCount: z.int(),
});

/** What a producer says. `ready`: it records. `sheet`: where its records are; the last one, when it has finished, with nothing waiting. */
export const ProducerMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("ready") }),
  z.object({ type: z.literal("sheet"), isLast: z.boolean(), sheet: Sheet }),
]);
export type ProducerMessage = z.output<typeof ProducerMessage>;

/** What it is told: record no more, deliver everything, end. */
export const FINISH = "finish";
