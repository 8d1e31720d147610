import { UnavailableError, type UsageQueries } from "@tokenledger/usage";
import type {
  ClaimedExport,
  ExportFiles,
  ExportQueue,
  ExportSource,
} from "@tokenledger/usage/exports";
import { ExportLease } from "./export-lease.ts";
import { exportDefaults, type ExportSettings } from "./export-tools.ts";
import { runExport } from "./run-export.ts";
import { ExportStopped } from "./stop-reason.ts";

export interface ExportWorkerOptions {
  readonly queue: ExportQueue;
  readonly source: ExportSource;
  readonly queries: UsageQueries;
  readonly files: ExportFiles;
  readonly settings?: Partial<ExportSettings>;
  /** Told of every export that begins or ends, and of what goes wrong. */
  readonly onEvent?: (event: ExportEvent) => void;
}

export interface ExportEvent {
  readonly kind: "begun" | "done" | "stopped" | "failed";
  readonly jobId: string | null;
  readonly error?: unknown;
}

const UUID = /^[0-9a-f-]{36}$/;
const TIDY_MS = 60_000;

/**
 * Works off the queue of exports, two at a time over all workers. Any number may run, on any number of machines that share the files: a job is claimed
 * by one of them and held by signs of life; one that dies in the middle is gone on with by another, or by itself when it is back.
 */
export class ExportWorker {
  readonly #options: ExportWorkerOptions;
  readonly #settings: ExportSettings;
  readonly #running = new Map<ExportLease, Promise<void>>();
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #tidiedMs = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(options: ExportWorkerOptions) {
    this.#options = options;
    this.#settings = { ...exportDefaults, ...options.settings };
  }

  /** Begins to look for work. */
  start(): void {
    this.#timer ??= setInterval(() => {
      this.#looking ??= this.#look().finally(() => {
        this.#looking = null;
      });
    }, this.#settings.pollMs);
  }

  /** Claims one export and works on it to its end. @returns whether there was one. @throws UnavailableError */
  async runNext(): Promise<boolean> {
    const begun = await this.#claimNext();
    await begun?.done;
    return begun !== null;
  }

  /** Ends what nobody will finish, removes files nobody needs, and makes room. @throws UnavailableError */
  async tidy(now: Date): Promise<void> {
    const { queue } = this.#options;
    await queue.sweep(now, this.#settings.attemptsMax);
    const kept = await this.#removeUnused();
    let byteCount = kept.reduce((sum, entry) => sum + entry.byteCount, 0);
    while (byteCount > this.#settings.allBytesMax && (await queue.expireOldest())) {
      byteCount = (await this.#removeUnused()).reduce((sum, entry) => sum + entry.byteCount, 0);
    }
  }

  /** Stops what runs where it is, to be gone on with later, and waits for it. Closing twice is no error. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#looking;
    for (const lease of this.#running.keys()) lease.stop(new ExportStopped("closing"));
    await Promise.all(this.#running.values());
  }

  async #look(): Promise<void> {
    try {
      while (!this.#isClosed && this.#running.size < this.#settings.runningCountMax) {
        if ((await this.#claimNext()) === null) break;
      }
      if (performance.now() - this.#tidiedMs > TIDY_MS) {
        this.#tidiedMs = performance.now();
        await this.tidy(new Date());
      }
    } catch (error) {
      this.#tell({ kind: "failed", jobId: null, error });
    }
  }

  async #claimNext(): Promise<{ readonly done: Promise<void> } | null> {
    const { queue } = this.#options;
    const { leaseMs, runningCountMax, attemptsMax } = this.#settings;
    const claim = await queue.claim(leaseMs, runningCountMax, attemptsMax);
    if (claim === null) return null;
    const lease = new ExportLease(queue, claim, leaseMs);
    const done = this.#work(claim, lease).finally(() => {
      lease.end();
      this.#running.delete(lease);
    });
    this.#running.set(lease, done);
    return { done };
  }

  async #work(claim: ClaimedExport, lease: ExportLease): Promise<void> {
    const { queue, source, queries, files } = this.#options;
    const { id } = claim.job;
    const partName = `${claim.leaseId}.part`;
    const settings = this.#settings;
    this.#tell({ kind: "begun", jobId: id });
    try {
      await runExport(claim, queue, { source, queries, files, lease, settings, partName });
      this.#tell({ kind: "done", jobId: id });
    } catch (error) {
      this.#tell({ kind: error instanceof ExportStopped ? "stopped" : "failed", jobId: id, error });
      await this.#clearUp(claim, error).catch((problem: unknown) => {
        // The lease ends by itself, and another attempt begins.
        this.#tell({ kind: "failed", jobId: id, error: problem });
      });
    }
  }

  async #clearUp(claim: ClaimedExport, error: unknown): Promise<void> {
    const { queue, files } = this.#options;
    const { id } = claim.job;
    const reason = error instanceof ExportStopped ? error.reason : "failed";
    if (reason === "closing" || error instanceof UnavailableError) {
      await queue.release(claim);
      return;
    }
    const failure = reason === "too_large" ? reason : "failed";
    // Whoever lost the claim must touch nothing: the files are another one's now.
    if (await queue.end(claim, reason === "cancelled" ? null : failure)) await files.remove(id);
  }

  async #removeUnused(): Promise<readonly { readonly byteCount: number }[]> {
    const { queue, files } = this.#options;
    const entries = (await files.list()).filter(({ jobId }) => UUID.test(jobId));
    const inUse = new Set(await queue.inUse(entries.map(({ jobId }) => jobId)));
    for (const { jobId } of entries) {
      if (!inUse.has(jobId)) await files.remove(jobId);
    }
    return entries.filter(({ jobId }) => inUse.has(jobId));
  }

  #tell(event: ExportEvent): void {
    this.#options.onEvent?.(event);
  }
}
