import { randomUUID } from "node:crypto";
import { InvalidInputError } from "@tokenledger/usage";
import type { ExportDirectory, ExportJob, NewExport } from "@tokenledger/usage/exports";

/** Exports in memory; nobody works on them. */
export class MemoryExports implements ExportDirectory {
  readonly jobs = new Map<string, ExportJob>();

  create(job: NewExport, waitingCountMax: number): Promise<ExportJob> {
    const unfinished = [...this.jobs.values()].filter(({ state }) => state === "waiting");
    if (unfinished.length >= waitingCountMax) {
      return Promise.reject(new InvalidInputError("TOO_MANY_EXPORTS", "Too many."));
    }
    const made: ExportJob = {
      ...job,
      id: randomUUID(),
      state: "waiting",
      isCancelRequested: false,
      createTime: new Date(0),
      startTime: null,
      finishTime: null,
      expireTime: null,
      attempt: 0,
      rowCount: 0n,
      rowTotal: null,
      rowsPerSecond: null,
      byteCount: 0n,
      storedName: null,
      sha256: null,
      totals: null,
      failure: null,
    };
    this.jobs.set(made.id, made);
    return Promise.resolve(made);
  }

  /** As a worker would. */
  change(id: string, change: Partial<ExportJob>): void {
    const job = this.jobs.get(id);
    if (job !== undefined) this.jobs.set(id, { ...job, ...change });
  }

  get(id: string): Promise<ExportJob> {
    const job = this.jobs.get(id);
    return job === undefined
      ? Promise.reject(new InvalidInputError("NOT_FOUND", "There is no such export."))
      : Promise.resolve(job);
  }

  list(memberId: string | null): Promise<readonly ExportJob[]> {
    const own = [...this.jobs.values()].filter(
      (job) => memberId === null || job.memberId === memberId,
    );
    return Promise.resolve(own.toReversed());
  }

  async cancel(id: string): Promise<ExportJob> {
    const job = await this.get(id);
    if (job.state === "waiting") this.change(id, { state: "cancelled" });
    if (job.state === "running") this.change(id, { isCancelRequested: true });
    return this.get(id);
  }
}
