import { hostname } from "node:os";
import { randomUUID } from "node:crypto";
import type { JobRuns } from "@tokenledger/usage";
import type { ScheduledTask } from "node-cron";
import type { Job, SchedulerEvents } from "./job.ts";
import { latestSlot } from "./latest-slot.ts";

export interface TurnsOptions {
  /** Where schedulers agree on who runs what. Default: every slot is run here. */
  readonly runs?: JobRuns;
  /** How often a run gives a sign of life. Default 5 seconds. */
  readonly beatEveryMs?: number;
  /** Name of this scheduler in the journal. Default: host, process, and a random part. */
  readonly owner?: string;
}

interface Turn {
  readonly job: Job;
  readonly slot: Date;
}

const BEAT_EVERY_MS = 5_000;

/** Runs everything itself, each slot once. */
const alone = (): JobRuns => {
  const last = new Map<string, number>();
  return {
    claim: async (job, slot) => {
      const isNew = last.get(job) !== slot.getTime();
      last.set(job, slot.getTime());
      return Promise.resolve(isNew);
    },
    beat: async () => Promise.resolve(true),
    finish: async () => Promise.resolve(),
  };
};

const textOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** Takes turns at jobs: claims a slot, runs it with signs of life, and says how it ended. */
export class JobTurns {
  readonly #events: SchedulerEvents;
  readonly #runs: JobRuns;
  readonly #owner: string;
  readonly #beatEveryMs: number;
  readonly #underWay = new Map<string, Promise<void>>();
  /** Jobs whose claim could not be made, told once an episode: it is tried every few seconds. */
  readonly #unclaimable = new Set<string>();

  constructor(events: SchedulerEvents, { runs, beatEveryMs, owner }: TurnsOptions) {
    this.#events = events;
    this.#runs = runs ?? alone();
    this.#owner = owner ?? `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
    this.#beatEveryMs = beatEveryMs ?? BEAT_EVERY_MS;
  }

  /** Runs the job's latest slot at or before this moment, if it is ours to run. Resolves when it has ended, and fails never. */
  async begin(job: Job, task: ScheduledTask, dueAt: Date): Promise<void> {
    if (this.#underWay.has(job.name)) return;
    const slot = latestSlot(task, dueAt);
    if (slot === null) return;
    const turn = this.#take({ job, slot }).finally(() => this.#underWay.delete(job.name));
    this.#underWay.set(job.name, turn);
    await turn;
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  async #take(turn: Turn): Promise<void> {
    const { job, slot } = turn;
    try {
      const isOurs = await this.#runs.claim(job.name, slot, this.#owner);
      this.#unclaimable.delete(job.name);
      if (!isOurs) return;
    } catch (error) {
      if (!this.#unclaimable.has(job.name)) this.#events.failed(job.name, error);
      this.#unclaimable.add(job.name);
      return;
    }
    await this.#run(turn);
  }

  async #run({ job, slot }: Turn): Promise<void> {
    const startMs = performance.now();
    const beating = setInterval(() => {
      // A beat that fails is made up for by the next; six of them missing is a death.
      this.#runs.beat(job.name, slot, this.#owner).catch(() => undefined);
    }, this.#beatEveryMs).unref();
    let failure: string | null = null;
    try {
      await job.run(new Date());
      this.#events.succeeded(job.name, performance.now() - startMs);
    } catch (error) {
      failure = textOf(error);
      this.#events.failed(job.name, error);
    } finally {
      clearInterval(beating);
    }
    // Unsaid, the slot counts as left behind: it is run again, which is safe.
    await this.#runs.finish(job.name, slot, this.#owner, failure).catch(() => undefined);
  }
}
