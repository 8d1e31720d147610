import { z } from "zod";

const Text = z.string().max(128).optional();

/** What its callers send: the fields of the benchmark's records. */
export const RecordInput = z.object({
  eventId: z.uuidv7(),
  user: Text,
  feature: Text,
  requestModel: Text,
  model: Text,
  requestId: Text,
  messageId: Text,
  status: z.int(),
  stopReason: Text,
  durationMs: z.int(),
  usage: z.object({
    input_tokens: z.int(),
    cache_creation_input_tokens: z.int(),
    cache_read_input_tokens: z.int(),
    output_tokens: z.int(),
    service_tier: Text,
  }),
});
export type RecordInput = z.output<typeof RecordInput>;

/** An entry of its stream. */
export const StoredRecord = RecordInput.extend({ accessKeyId: z.int() });
export type StoredRecord = z.output<typeof StoredRecord>;

/** Its stream, and the group that reads it. */
export const STREAM = "straightforward";
export const GROUP = "consumers";
