/** How a run of a scheduled job ended. */
export const jobOutcomes = ["done", "failed"] as const;
export type JobOutcome = (typeof jobOutcomes)[number];

/** One slot of a job: a moment at which it was due, and what became of it. */
export interface JobRun {
  readonly job: string;
  /** The moment it was due. With the job's name this is the run's identity: one run a slot, however many schedulers there are. */
  readonly slot: Date;
  /** Who runs it, or ran it last. */
  readonly owner: string;
  /** 1 for the first try; more where an owner died, or the run failed. */
  readonly attempt: number;
  readonly startTime: Date;
  /** The owner's last sign of life. */
  readonly heartbeatTime: Date;
  /** Null while it runs, and where its owner died. */
  readonly finishTime: Date | null;
  readonly outcome: JobOutcome | null;
  /** What a failed run said. */
  readonly error: string | null;
}

/** Where the schedulers agree on who runs what. */
export interface JobRuns {
  /**
   * Takes a slot of a job for this owner, if nobody has it: a slot never begun, one whose owner gave no sign of life for 30 s, or one that failed a
   * while ago. Refused while another slot of the same job runs, and once a newer one was begun. Of any number that ask at once, one gets it.
   *
   * @returns whether the owner is to run it now. @throws UnavailableError
   */
  claim(job: string, slot: Date, owner: string): Promise<boolean>;
  /** A sign of life. @returns false when the slot is another's by now. @throws UnavailableError */
  beat(job: string, slot: Date, owner: string): Promise<boolean>;
  /** Ends a run, if it is this owner's still. Saying it twice changes nothing. @throws UnavailableError */
  finish(job: string, slot: Date, owner: string, error: string | null): Promise<void>;
}

/** The journal of the jobs, for people. */
export interface JobRunJournal {
  /** Newest first, at most `countMax`; of one job where it is named. @throws UnavailableError */
  list(filter: {
    readonly job?: string | undefined;
    readonly countMax: number;
  }): Promise<readonly JobRun[]>;
  /** The newest run of every job. @throws UnavailableError */
  latest(): Promise<readonly JobRun[]>;
  /** Forgets what ended before, and of each job all but the newest thousand. @returns how many. @throws UnavailableError */
  prune(before: Date): Promise<number>;
}
