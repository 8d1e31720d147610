import { readJson, readObject, readText, type UncheckedObject } from "../read-json.ts";
import type { CallEstimate } from "./guard-options.ts";
import type { ExceededQuota, QuotaRefusal } from "./quota-exceeded-error.ts";

/** Where and as whom to ask. */
export interface QuotaTarget {
  /** Base address of the server, without `/trpc`. */
  readonly url: string;
  readonly accessKey: string;
  readonly waitMsMax: number;
  readonly fetch: typeof globalThis.fetch;
  /** Headers that say which trace the question belongs to; none by default. Must not throw. */
  readonly traceHeaders?: (() => Readonly<Record<string, string>>) | undefined;
}

/** Whom a call is for, and what it may use. */
export interface QuotaQuestion {
  readonly user: string | undefined;
  readonly feature: string | undefined;
  readonly model: string | undefined;
  /** Null: nothing is to be held. */
  readonly estimate: CallEstimate | null;
}

/** What the server said. `away`: nothing that could be read. */
export type QuotaVerdict =
  | { readonly kind: "allowed"; readonly reservationId: string | undefined }
  | {
      readonly kind: "refused";
      readonly reason: QuotaRefusal;
      readonly quota: ExceededQuota | null;
    }
  | { readonly kind: "away"; readonly cause: unknown };

const QUOTA_PATH = "/trpc/ingest/usage.quota";
/** The server's limit on a count of tokens. */
const TOKENS_MAX = 2_000_000_000;

const whole = (count: number | undefined): number =>
  count === undefined || !(count > 0) ? 0 : Math.min(Math.ceil(count), TOKENS_MAX);

const bodyOf = ({ user, feature, model, estimate }: QuotaQuestion): string =>
  JSON.stringify({
    user,
    feature,
    model,
    ...(estimate !== null && {
      reserve: {
        inputTokens: whole(estimate.inputTokens),
        cacheWriteTokens: whole(estimate.cacheWriteTokens),
        outputTokens: whole(estimate.outputTokens),
      },
    }),
  });

const WHOLE = /^\d+$/u;

const amount = (value: unknown): bigint =>
  typeof value === "string" && WHOLE.test(value) ? BigInt(value) : 0n;

const readQuota = (binding: UncheckedObject | null): ExceededQuota | null => {
  if (binding === null) {
    return null;
  }
  const text = (key: string): string => readText(binding[key]) ?? "";
  const resetsAtMs = binding["resetsAtMs"];
  return {
    id: text("quotaId"),
    name: text("name"),
    scope: text("scope"),
    value: text("value"),
    unit: text("unit"),
    window: text("window"),
    limit: amount(binding["limit"]),
    used: amount(binding["used"]),
    reserved: amount(binding["reserved"]),
    resetsAt: typeof resetsAtMs === "number" ? new Date(resetsAtMs) : null,
  };
};

const reasonOf = (value: unknown): QuotaRefusal =>
  value === "unpriced" || value === "unavailable" ? value : "limit";

/** Reads what the server answered; `away` for anything that is not a whole answer of our own server. */
export const readVerdict = (status: number, body: string): QuotaVerdict => {
  const data = readObject(readObject(readObject(readJson(body))?.["result"])?.["data"]);
  const allowed = data?.["allowed"];
  if (status !== 200 || data === null || typeof allowed !== "boolean") {
    return { kind: "away", cause: new Error(`HTTP ${status} without an answer`) };
  }
  return allowed
    ? { kind: "allowed", reservationId: readText(data["reservationId"]) }
    : {
        kind: "refused",
        reason: reasonOf(data["reason"]),
        quota: readQuota(readObject(data["binding"])),
      };
};

/** Asks the server whether a call may be made. Never throws, never waits longer than it may. */
export const askQuota = async (
  target: QuotaTarget,
  question: QuotaQuestion,
): Promise<QuotaVerdict> => {
  try {
    const send = target.fetch;
    const response = await send(target.url.replace(/\/+$/u, "") + QUOTA_PATH, {
      method: "POST",
      headers: {
        ...target.traceHeaders?.(),
        authorization: `Bearer ${target.accessKey}`,
        "content-type": "application/json",
      },
      body: bodyOf(question),
      redirect: "manual",
      signal: AbortSignal.timeout(target.waitMsMax),
    });
    return readVerdict(response.status, await response.text());
  } catch (cause) {
    return { kind: "away", cause };
  }
};
