import type {
  ClaimedExport,
  ExportCheckpoint,
  ExportProgress,
  ExportQueue,
} from "@tokenledger/usage/exports";
import { ExportStopped } from "./stop-reason.ts";

const SIGNS_PER_LEASE = 3;

/**
 * Holds a claim: tells the queue that the worker lives and how far it is, three times a lease, whether or not the work moves, and learns from the
 * answers whether it may go on. A queue that does not answer is asked again; when the lease has ended meanwhile, the next answer says `lost`.
 */
export class ExportLease {
  readonly #queue: ExportQueue;
  readonly #claim: ClaimedExport;
  readonly #leaseMs: number;
  readonly #startMs = performance.now();
  readonly #timer: NodeJS.Timeout;
  #progress: ExportProgress = { rowCount: 0n, rowTotal: null, rowsPerSecond: null, byteCount: 0 };
  #firstRowCount: bigint | null = null;
  #stopped: ExportStopped | null = null;

  constructor(queue: ExportQueue, claim: ClaimedExport, leaseMs: number) {
    this.#queue = queue;
    this.#claim = claim;
    this.#leaseMs = leaseMs;
    this.#timer = setInterval(() => {
      this.#renew().catch(() => undefined);
    }, leaseMs / SIGNS_PER_LEASE);
  }

  /** Makes the work stop at its next step. */
  stop(reason: ExportStopped): void {
    this.#stopped ??= reason;
  }

  /** @throws ExportStopped */
  assertHeld(): void {
    if (this.#stopped !== null) throw this.#stopped;
  }

  /** Notes how far it is, for the next sign of life. */
  report(rowCount: bigint, rowTotal: bigint | null, byteCount: number): void {
    this.#firstRowCount ??= rowCount;
    const seconds = (performance.now() - this.#startMs) / 1000;
    const written = Number(rowCount - this.#firstRowCount);
    const rowsPerSecond = written > 0 && seconds > 0 ? Math.round(written / seconds) : null;
    this.#progress = { rowCount, rowTotal, rowsPerSecond, byteCount };
  }

  /** Notes from where another worker could go on. @throws ExportStopped */
  async checkpoint(checkpoint: ExportCheckpoint): Promise<void> {
    await this.#renew(checkpoint);
    this.assertHeld();
  }

  /** Ends the signs of life; the claim stays until it is finished, ended or released. */
  end(): void {
    clearInterval(this.#timer);
  }

  async #renew(checkpoint?: ExportCheckpoint): Promise<void> {
    const answer = await this.#queue.renew(this.#claim, this.#leaseMs, {
      ...this.#progress,
      ...(checkpoint !== undefined && { checkpoint }),
    });
    if (answer !== "go_on") this.stop(new ExportStopped(answer));
  }
}
