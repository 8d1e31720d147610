import type { IngestRouter } from "@tokenledger/api";
import {
  BODY_BYTES_MAX,
  RECORDS_PER_CALL_MAX,
  TAGS_MAX,
  USAGE_BYTES_MAX,
  type Outcome,
  type Platform,
  type UsageRecordInput,
} from "@tokenledger/usage";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { expect, expectTypeOf, test } from "vitest";
import { TAG_COUNT_MAX } from "./attribution/bounded-attribution.ts";
import type { CallOutcome, CallPlatform } from "./call-usage.ts";
import type { ComposedRecord } from "./compose-record.ts";
import type { RecordResult } from "./delivery/collect-answer.ts";
import { BATCH_BYTES_MAX, BATCH_COUNT_MAX, RECORD_BYTES_MAX } from "./record-path.ts";

type Answer = inferRouterOutputs<IngestRouter>["usage"]["collectBatch"];

test("the words of the published types are the ledger's", () => {
  expectTypeOf<CallOutcome>().toEqualTypeOf<Outcome>();
  expectTypeOf<CallPlatform>().toEqualTypeOf<Platform>();
  expectTypeOf<keyof ComposedRecord>().toExtend<keyof UsageRecordInput>();
});

test("what is sent and answered is what the ingest router says", () => {
  expectTypeOf<Answer["results"][number]["status"]>().toEqualTypeOf<RecordResult["status"]>();
  expectTypeOf<Answer["results"][number]>().toExtend<RecordResult>();
  expectTypeOf<Answer["serverTimeMs"]>().toEqualTypeOf<number>();
  expectTypeOf<inferRouterInputs<IngestRouter>["usage"]["collectBatch"]>().toEqualTypeOf<{
    records: unknown[];
  }>();
});

test("a call stays within the server's limits", () => {
  expect(TAG_COUNT_MAX).toBe(TAGS_MAX);
  expect(BATCH_COUNT_MAX).toBeLessThanOrEqual(RECORDS_PER_CALL_MAX);
  expect(BATCH_BYTES_MAX).toBeLessThan(BODY_BYTES_MAX);
  // The largest record there is: the largest usage, and all labels full.
  expect(RECORD_BYTES_MAX).toBeGreaterThan(USAGE_BYTES_MAX + 8 * (64 + 128) * 4 + 10 * 128 * 4);
});
