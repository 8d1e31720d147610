import type { Logger } from "pino";

const CONSUMER_IDLE_MS_MIN = 60 * 60_000;

/** The part of the buffer that knows its consumers. */
export interface ConsumerKeeper {
  /** @returns how many were forgotten. @throws UnavailableError */
  removeIdleConsumers(idleMsMin: number): Promise<number>;
}

/**
 * Every start may leave a consumer behind. From time to time, those not heard of for an hour that hold nothing are forgotten.
 * Failing is no harm: the next time does it.
 */
export const forgetConsumers = (
  consumers: ConsumerKeeper,
  log: Logger,
  everyMs: number,
): Disposable => {
  const timer = setInterval(() => {
    consumers.removeIdleConsumers(CONSUMER_IDLE_MS_MIN).then(
      (count) => log.debug({ count }, "consumers forgotten"),
      (error: unknown) => log.debug({ err: error }, "consumers could not be looked through"),
    );
  }, everyMs).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
};
