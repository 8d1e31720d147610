import { setTimeout as pause } from "node:timers/promises";
import { makeEventId, makeRecord } from "@tokenledger/usage/testing";
import { onTestFinished } from "vitest";
import { collectBatch } from "./collect-batch.ts";

/** Sends without pause and remembers what it was promised. */
export interface SteadySender {
  /** Ids answered `accepted` or `duplicate`, thus promised for ever. */
  readonly promised: ReadonlySet<string>;
  /** Calls that got no good answer. */
  readonly failureCount: number;
  /** Sends what was refused until it is promised, then ends. */
  finish(): Promise<void>;
}

const BATCH_SIZE = 20;
const RETRY_MS = 10;
const GIVE_UP_MS = 20_000;

const newBatch = () =>
  Array.from({ length: BATCH_SIZE }, () =>
    makeRecord({ eventId: makeEventId(), usage: { input_tokens: 7, output_tokens: 3 } }),
  );

/** A sender of records of 7 input and 3 output tokens, one batch after the other. A batch that failed is sent again as it was. */
export const startSteadySender = (url: string, token: string): SteadySender => {
  const promised = new Set<string>();
  const finishing = new AbortController();
  let failureCount = 0;
  let lastPromiseMs = Date.now();
  const sendUntilPromised = async (): Promise<void> => {
    const batch = newBatch();
    for (;;) {
      try {
        const answers = await collectBatch(url, token, batch);
        if (answers.every(({ status }) => status !== "rejected")) {
          batch.forEach(({ eventId }) => promised.add(eventId));
          lastPromiseMs = Date.now();
          return;
        }
        throw new Error(`rejected: ${JSON.stringify(answers)}`);
      } catch (error) {
        failureCount += 1;
        if (Date.now() - lastPromiseMs > GIVE_UP_MS) {
          throw error;
        }
        await pause(RETRY_MS);
      }
    }
  };
  const run = async (): Promise<void> => {
    while (!finishing.signal.aborted) {
      await sendUntilPromised();
    }
  };
  const running = run();
  running.catch(() => undefined);
  onTestFinished(() => {
    finishing.abort();
  });
  return {
    promised,
    get failureCount() {
      return failureCount;
    },
    finish: async () => {
      finishing.abort();
      await running;
    },
  };
};
