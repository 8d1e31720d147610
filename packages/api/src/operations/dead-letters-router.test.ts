import type { DeadLetterView } from "@tokenledger/usage";
import { makeCollectedRecord } from "@tokenledger/usage/testing";
import { expect, test } from "vitest";
import { AdminBench } from "../testing/admin-bench.ts";

const letterOf = (id: string, record: DeadLetterView["record"]): DeadLetterView => ({
  id,
  accessKeyId: "1",
  eventId: "e",
  reason: "value_refused",
  detail: "SQLSTATE 22003",
  record,
  createTime: new Date(0),
  resolveTime: null,
  resolution: null,
});

const benchOf = async (role: "owner" | "auditor") => {
  const bench = new AdminBench();
  return { bench, token: await bench.openSession(await bench.addMember(role)) };
};

const recordJson = (): DeadLetterView["record"] => {
  const { requestId, occurTimeMs } = makeCollectedRecord();
  return {
    user: "anna@example.org",
    requestId,
    occurTimeMs,
    session: "s-1",
    tags: { a: "b" },
  };
};

test("who may not know people by name sees records put aside without names, and nobody sees tags or sessions", async () => {
  for (const role of ["owner", "auditor"] as const) {
    const { bench, token } = await benchOf(role);
    bench.operations.letters.push(letterOf("7", recordJson()));
    const text = JSON.stringify(await bench.call("admin.deadLetters", token));
    expect(text.includes("anna@example.org")).toBe(role === "owner");
    expect(text).not.toMatch(/s-1|tags/);
    expect(bench.auditLog.events.map(({ action }) => action)).toContain("admin.deadLetters");
  }
});

test("a page tells where the next begins, and takes whatever was stored for a record", async () => {
  const { bench, token } = await benchOf("owner");
  bench.operations.letters.push(
    letterOf("9", null),
    letterOf("8", { occurTimeMs: 1e300, user: 5 }),
  );
  expect(await bench.call("admin.deadLetters", token, { countMax: 1 })).toMatchObject({
    rows: [{ id: "9", user: null, occurTime: null }],
    nextCursor: "9",
  });
  expect(await bench.call("admin.deadLetters", token)).toMatchObject({
    rows: [{ id: "9" }, { id: "8", user: null, occurTime: null }],
    nextCursor: null,
  });
});

test("a replay is a dry run unless it is said otherwise, and is told records or a reason, not both", async () => {
  const { bench, token } = await benchOf("owner");
  await bench.call("admin.replay", token, { ids: ["1"] });
  await bench.call("admin.replay", token, { reason: "value_refused", dryRun: false });
  expect(bench.operations.replays).toMatchObject([
    { choice: { ids: ["1"] }, isDryRun: true },
    { choice: { reason: "value_refused", countMax: 100 }, isDryRun: false },
  ]);
  for (const input of [{}, { ids: ["1"], reason: "value_refused" }]) {
    expect((await bench.failureOf("admin.replay", token, input)).code).toBe("BAD_REQUEST");
  }
  const { bench: other, token: auditor } = await benchOf("auditor");
  const failure = await other.failureOf("admin.replay", auditor, { ids: ["1"] });
  expect(failure.code).toBe("FORBIDDEN");
});
