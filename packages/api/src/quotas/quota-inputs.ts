import { TOKENS_MAX, UsageRecord } from "@tokenledger/usage";
import {
  failModes,
  QUOTA_LIMIT_MAX,
  quotaScopes,
  quotaUnits,
  quotaWindows,
  type QuotaTerms,
} from "@tokenledger/usage/quotas";
import { isTimeZone } from "@tokenledger/usage/zoned-periods";
import { z } from "zod";
import { Id, searchText } from "../usage/usage-inputs.ts";

const EXPIRES_MS_MIN = 1_000;
const EXPIRES_MS_MAX = 3_600_000;
/** Longer than the longest call that the Anthropic SDK waits for, and the record's way after it. */
const EXPIRES_MS = 900_000;
const PERCENT_MAX = 1_000;
const THRESHOLDS_MAX = 10;

const { user, feature, model } = UsageRecord.shape;
const Tokens = z.int().min(0).max(TOKENS_MAX);

/** Whether a call may be made; with `reserve`, its place is held as well. */
export const QuotaQuestion = z.object({
  user,
  feature,
  model,
  reserve: z
    .object({
      /** Most tokens of the prompt, without what is written to the cache. */
      inputTokens: Tokens,
      /** Most tokens of the prompt that are written to the cache. */
      cacheWriteTokens: Tokens.default(0),
      /** `max_tokens` of the request. */
      outputTokens: Tokens,
      expiresInMs: z.int().min(EXPIRES_MS_MIN).max(EXPIRES_MS_MAX).default(EXPIRES_MS),
    })
    .optional(),
});

const fields = {
  name: searchText(128),
  scope: z.enum(quotaScopes),
  scopeValue: searchText(128).nullable(),
  unit: z.enum(quotaUnits),
  window: z.enum(quotaWindows),
  isRolling: z.boolean(),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, { error: "must be a time zone of the IANA database, as Europe/Berlin" }),
  limitAmount: z.bigint().min(1n).max(QUOTA_LIMIT_MAX),
  thresholds: z
    .array(z.int().min(1).max(PERCENT_MAX))
    .max(THRESHOLDS_MAX)
    .transform((percents) => [...new Set(percents)].toSorted((left, right) => left - right)),
  isHard: z.boolean(),
  failMode: z.enum(failModes),
  isEnabled: z.boolean(),
};

type Scoped = Pick<QuotaTerms, "scope" | "scopeValue">;

/** What is wrong with a scope and its value; null: nothing. */
export const scopeFault = ({ scope, scopeValue }: Scoped): string | null => {
  if (scope === "all") {
    return scopeValue === null ? null : "must be null with the scope all";
  }
  const isKey = scope !== "access_key" || scopeValue === null || Id.safeParse(scopeValue).success;
  return isKey ? null : "must be the id of an access key";
};

const isScoped = (terms: Scoped): boolean => scopeFault(terms) === null;

/** A new quota: by calendar in UTC, hard, open and enabled unless told otherwise. */
export const NewQuotaInput = z
  .object({
    ...fields,
    scopeValue: fields.scopeValue.default(null),
    isRolling: fields.isRolling.default(false),
    timeZone: fields.timeZone.default("UTC"),
    thresholds: fields.thresholds.default([80, 100]),
    isHard: fields.isHard.default(true),
    failMode: fields.failMode.default("open"),
    isEnabled: fields.isEnabled.default(true),
  })
  .refine(isScoped, {
    error: "must be null with the scope all, and the id of a key with the scope access_key",
    path: ["scopeValue"],
  });

/** What shall change; the rest stands. */
export const QuotaUpdateInput = z.object({ id: Id, ...z.object(fields).partial().shape });

/** One quota. */
export const QuotaIdInput = z.object({ id: Id });

/** Without `confirm` nothing is removed: it is told what would be. */
export const QuotaRemovalInput = z.object({ id: Id, confirm: z.boolean().default(false) });
