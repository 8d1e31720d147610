import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { untilStopped, type StopSource } from "./until-stopped.ts";

class FakeProcess extends EventEmitter implements StopSource {
  readonly exits: number[] = [];

  exit(code: number): void {
    this.exits.push(code);
  }
}

test("the first to tell decides, and is named", async () => {
  for (const reason of ["SIGTERM", "SIGINT", "disconnect"]) {
    const source = new FakeProcess();
    const stopped = untilStopped(source);
    source.emit(reason);
    source.emit("disconnect");
    expect(await stopped).toBe(reason);
    expect(source.exits).toStrictEqual([]);
  }
});

test("a signal after any of them ends the process at once", () => {
  for (const reason of ["SIGTERM", "SIGINT", "disconnect"]) {
    const source = new FakeProcess();
    void untilStopped(source);
    source.emit(reason);
    source.emit("SIGINT");
    expect(source.exits).toStrictEqual([1]);
  }
});
