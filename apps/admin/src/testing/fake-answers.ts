import type { AdminRouter } from "@tokenledger/api";
import { createTRPCClient, TRPCClientError, type TRPCClient, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";

/** What the server answers to one procedure; may throw `refusal(…)`. */
export type Answer = (input: Readonly<Record<string, unknown>>) => unknown;

/** Answers by procedure; may be changed while the page is open. */
export type Answers = Map<string, Answer>;

/** One call the page made. */
export interface Call {
  readonly path: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A refusal as the server words it. */
export const refusal = (httpStatus: number, reason: string): Error =>
  TRPCClientError.from({
    error: { message: reason, code: -32_000, data: { code: reason, httpStatus, reason } },
  });

const isInput = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === "object" && input !== null;

const fakeLink =
  (answers: Answers, calls: Call[]): TRPCLink<AdminRouter> =>
  () =>
  ({ op }) =>
    observable((observer) => {
      const input = isInput(op.input) ? op.input : {};
      calls.push({ path: op.path, input });
      // Not at once: a real answer never comes in the same turn.
      queueMicrotask(() => {
        try {
          const answer = answers.get(op.path);
          if (answer === undefined) {
            throw new Error(`The server does not answer ${op.path}.`);
          }
          observer.next({ result: { type: "data", data: answer(input) } });
          observer.complete();
        } catch (error) {
          observer.error(
            TRPCClientError.from(error instanceof Error ? error : new Error("failed")),
          );
        }
      });
    });

/** A client whose server is a table of answers: the double of our own port, the procedures. */
export const fakeClient = (answers: Answers, calls: Call[]): TRPCClient<AdminRouter> =>
  createTRPCClient<AdminRouter>({ links: [fakeLink(answers, calls)] });
