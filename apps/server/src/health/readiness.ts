/** Something this process needs to do its work. */
export interface HealthCheck {
  readonly name: string;
  /** Whether the process takes no traffic without it. */
  readonly isRequired: boolean;
  /** Throws when it is away. */
  check(): Promise<void>;
}

export interface CheckResult {
  readonly name: string;
  readonly isRequired: boolean;
  readonly isOk: boolean;
  readonly durationMs: number;
}

export interface ReadinessReport {
  readonly isReady: boolean;
  readonly isStopping: boolean;
  readonly checks: readonly CheckResult[];
}

const CHECK_MS_MAX = 1000;
const FRESH_MS = 500;

/** What throws instead of rejecting has failed as well. */
const attempt = async (healthCheck: HealthCheck): Promise<void> => {
  await healthCheck.check();
};

const run = async (healthCheck: HealthCheck): Promise<CheckResult> => {
  const { name, isRequired } = healthCheck;
  const startMs = performance.now();
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error("no answer in time"));
  }, CHECK_MS_MAX);
  const isOk = await Promise.race([attempt(healthCheck), late.promise]).then(
    () => true,
    () => false,
  );
  clearTimeout(timer);
  return { name, isRequired, isOk, durationMs: Math.round(performance.now() - startMs) };
};

/**
 * Whether this process should be sent traffic. Each check has a second to answer. A report is given again for half a second, so that
 * nobody can wear the stores out by asking. Once stopping, never ready again.
 */
export class Readiness {
  readonly #checks: readonly HealthCheck[];
  #isStopping = false;
  #checked: Promise<readonly CheckResult[]> | null = null;
  #checkedMs = Number.NEGATIVE_INFINITY;

  constructor(checks: readonly HealthCheck[]) {
    this.#checks = checks;
  }

  /** From now on `isReady` is false. Said twice, it changes nothing. */
  beginStop(): void {
    this.#isStopping = true;
  }

  async report(): Promise<ReadinessReport> {
    const nowMs = performance.now();
    if (this.#checked === null || nowMs - this.#checkedMs > FRESH_MS) {
      this.#checkedMs = nowMs;
      this.#checked = Promise.all(this.#checks.map(run));
    }
    const checks = await this.#checked;
    const isReady =
      !this.#isStopping && checks.every(({ isOk, isRequired }) => isOk || !isRequired);
    return { isReady, isStopping: this.#isStopping, checks };
  }
}
