/** Work that is due again and again. It must be safe to run twice, and at the same time as another copy of itself. */
export interface Job {
  readonly name: string;
  /** Cron expression, UTC. */
  readonly cron: string;
  /** May take hours: nobody waits for its first run to call the scheduler ready. */
  readonly isLong?: boolean;
  run(now: Date): Promise<void>;
}

/** What the scheduler tells whoever watches it. */
export interface SchedulerEvents {
  succeeded(job: string, durationMs: number): void;
  /** The job is tried again, after a while or at its next time; the scheduler goes on. */
  failed(job: string, error: unknown): void;
}
