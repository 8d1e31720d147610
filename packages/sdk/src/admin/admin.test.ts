import { afterAll, beforeAll, expect, test } from "vitest";
import { startAdminStandIn, type AdminStandIn } from "../testing/admin-stand-in.ts";
import { openSession } from "./open-session.ts";
import { createTokenledgerClient } from "./tokenledger-client.ts";

let server: AdminStandIn;

beforeAll(async () => {
  server = await startAdminStandIn();
});
afterAll(async () => {
  await server.close();
});

const question = {
  startDate: new Date("2026-11-01T00:00:00Z"),
  endDate: new Date("2026-12-01T00:00:00Z"),
  aggregationPeriod: "day" as const,
};

test("questions carry the token, dates and big numbers keep their types, one tick is one request", async () => {
  const client = createTokenledgerClient({ url: `${server.url}/`, token: "a+b" });
  const before = server.requestCount();
  const [answer, again] = await Promise.all([
    client.usage.userStatistics.query(question),
    client.usage.userStatistics.query(question),
  ]);
  expect(answer).toMatchObject({
    rows: [{ inputTokens: 9_007_199_254_740_993n, dimensionId: "Bearer a+b" }],
    completeUntil: question.startDate,
  });
  expect(again).toEqual(answer);
  expect(server.requestCount()).toBe(before + 1);
});

test("a session is opened with login and password", async () => {
  const { url } = server;
  await expect(openSession({ url, login: "ada", password: "right" })).resolves.toBe("a+b");
  await expect(openSession({ url, login: "ada", password: "wrong" })).rejects.toThrow("no");
  const without = { url, login: "without-cookie", password: "right" };
  await expect(openSession(without)).rejects.toThrow("opened no session");
});
