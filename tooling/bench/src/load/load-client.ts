import { fileURLToPath } from "node:url";
import { startProgram, type Program } from "../rig/program.ts";
import { LoadResult, type LoadJob } from "./load-job.ts";

/** What a caller leaves to the client. */
export type WantedLoad = Omit<LoadJob, "rememberEvery" | "firstCaller"> &
  Partial<Pick<LoadJob, "rememberEvery">>;

/** A process that calls servers. One job at a time. */
export class LoadClient implements AsyncDisposable {
  readonly #program: Program;
  #callerCount = 1;

  private constructor(program: Program) {
    this.#program = program;
  }

  static async start(): Promise<LoadClient> {
    const entry = fileURLToPath(new URL("./main.ts", import.meta.url));
    // Room for short-lived objects: pauses of the client would be counted as the server's.
    return new LoadClient(await startProgram({ entry, execArgv: ["--max-semi-space-size=64"] }));
  }

  get pid(): number {
    return this.#program.pid;
  }

  /** @throws Error when any call was refused: the figure could not be produced. */
  async run(wanted: WantedLoad): Promise<LoadResult> {
    const answer = this.#program.answer();
    this.#program.send({ rememberEvery: 0, ...wanted, firstCaller: this.#callerCount });
    this.#callerCount += wanted.laneCount + wanted.tokens.length;
    const result = LoadResult.parse(await answer);
    if (result.retryCount > 0) {
      process.stderr.write(`${result.retryCount} calls had to be sent again.\n`);
    }
    if (result.refusedCount > 0) throw new Error(`${result.refusedCount} calls were refused.`);
    return result;
  }

  hold(isHeld: boolean): void {
    this.#program.send({ isHeld });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program[Symbol.asyncDispose]();
  }
}
