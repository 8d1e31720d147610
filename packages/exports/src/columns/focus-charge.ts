import { periodOf } from "@tokenledger/usage";
import type { ExportLine } from "@tokenledger/usage/exports";

/** What one key, user, model and feature used in one hour, at one price: a row of the FinOps specification. */
export interface FocusCharge {
  readonly hourStartMs: number;
  readonly accessKeyId: string;
  readonly accessKeyName: string;
  readonly workspaceId: string | null;
  readonly user: string | null;
  readonly feature: string | null;
  readonly model: string | null;
  readonly serviceTier: string | null;
  readonly speed: string | null;
  readonly inferenceGeo: string | null;
  inputTokens: number;
  cacheCreationInputTokens: number;
  cacheReadInputTokens: number;
  outputTokens: number;
  requests: number;
  unpricedRequests: number;
  costPicoUsd: bigint;
}

const chargeOf = (line: ExportLine, hourStartMs: number): FocusCharge => ({
  hourStartMs,
  accessKeyId: line.accessKeyId,
  accessKeyName: line.accessKeyName,
  workspaceId: line.workspaceId,
  user: line.user,
  feature: line.feature,
  model: line.model,
  serviceTier: line.serviceTier,
  speed: line.speed,
  inferenceGeo: line.inferenceGeo,
  inputTokens: 0,
  cacheCreationInputTokens: 0,
  cacheReadInputTokens: 0,
  outputTokens: 0,
  requests: 0,
  unpricedRequests: 0,
  costPicoUsd: 0n,
});

const keyOf = (line: ExportLine): string =>
  JSON.stringify([
    line.accessKeyId,
    line.workspaceId,
    line.user,
    line.feature,
    line.model,
    line.serviceTier,
    line.speed,
    line.inferenceGeo,
  ]);

/** Adds lines up into charges. Lines come in order of time, so an hour is whole when the next begins. */
export class FocusCharges {
  readonly #chargesMax: number;
  #open = new Map<string, FocusCharge>();
  #hourStartMs = Number.NaN;

  /** @param chargesMax charges held at once; more are given out early, as further rows of the same hour. */
  constructor(chargesMax: number) {
    this.#chargesMax = chargesMax;
  }

  /** @returns the charges that are whole now. */
  add(lines: readonly ExportLine[]): readonly FocusCharge[] {
    const whole: FocusCharge[] = [];
    for (const line of lines) {
      const { startMs } = periodOf("hour", line.occurTimeMs);
      if (startMs !== this.#hourStartMs || this.#open.size >= this.#chargesMax) {
        whole.push(...this.take());
        this.#hourStartMs = startMs;
      }
      this.#addLine(line);
    }
    return whole;
  }

  /** All that is held, whole or not. */
  take(): readonly FocusCharge[] {
    const charges = [...this.#open.values()];
    this.#open = new Map();
    return charges;
  }

  #addLine(line: ExportLine): void {
    const key = keyOf(line);
    const charge = this.#open.get(key) ?? chargeOf(line, this.#hourStartMs);
    charge.inputTokens += line.inputTokens;
    charge.cacheCreationInputTokens +=
      line.cacheWrite5mTokens + line.cacheWrite1hTokens + line.cacheWriteUnsplitTokens;
    charge.cacheReadInputTokens += line.cacheReadInputTokens;
    charge.outputTokens += line.outputTokens;
    charge.requests += line.requests;
    charge.unpricedRequests += line.unpricedRequests;
    charge.costPicoUsd += line.costPicoUsd ?? 0n;
    this.#open.set(key, charge);
  }
}
