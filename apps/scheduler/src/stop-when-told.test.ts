import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { stopWhenTold, type StopReason, type StopSource } from "./stop-when-told.ts";

class FakeProcess extends EventEmitter implements StopSource {
  readonly exits: number[] = [];

  exit(code: number): void {
    this.exits.push(code);
  }
}

test("told to stop, it waits for what is under way and ends with 0", async () => {
  for (const event of ["SIGTERM", "SIGINT", "disconnect"]) {
    const source = new FakeProcess();
    const gate = Promise.withResolvers<void>();
    const reasons: StopReason[] = [];
    stopWhenTold(async (reason) => {
      reasons.push(reason);
      await gate.promise;
    }, source);
    source.emit(event);
    source.emit("disconnect");
    expect(source.exits).toEqual([]);
    gate.resolve();
    await expect.poll(() => source.exits).toEqual([0]);
    expect(reasons).toEqual([event === "disconnect" ? "starter gone" : event]);
  }
});

test("told twice, the scheduler ends at once, whatever is under way", () => {
  const source = new FakeProcess();
  stopWhenTold(async () => new Promise(() => undefined), source);
  source.emit("SIGTERM");
  source.emit("SIGINT");
  expect(source.exits).toEqual([1]);
});
