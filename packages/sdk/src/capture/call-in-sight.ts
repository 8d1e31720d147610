import type { Attribution } from "../attribution/attribution.ts";

/** A call that is about to be made, as far as the SDK knows it. */
export interface CallInSight {
  /** `message`: Messages, streams and text completions. `batch`: a message batch is created. `batch_result`: one result of a batch is read. */
  readonly kind: "message" | "batch" | "batch_result";
  /** Path of the request, as `/v1/messages`. */
  readonly path: string;
  /** The model asked for, where the request says it in a place that can be read at no cost. */
  readonly model: string | undefined;
  /** `metadata.user_id` of the request. */
  readonly metadataUserId: string | undefined;
  /** Of a batch result: the caller's own id of the request. */
  readonly customId: string | undefined;
}

/** Says whom a call is for. Called once a captured call, synchronously, in the async context of the call. */
export type ResolveAttribution = (call: CallInSight) => Attribution | undefined;
