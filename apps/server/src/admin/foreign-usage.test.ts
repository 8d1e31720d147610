import { array, constantFrom, oneof, record, sample, string, type Arbitrary } from "fast-check";
import type { AdminRouter } from "@tokenledger/api";
import type { TRPCClient } from "@trpc/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLogger } from "../create-logger.ts";
import { startServer, type RunningServer } from "../start-server.ts";
import { adminClient } from "../testing/admin-client.ts";
import { readCaseCount } from "../testing/config.ts";
import { signIn, storeUsageOf } from "../testing/people.ts";
import { createTestSystem, type TestSystem } from "../testing/test-system.ts";

const CASES = readCaseCount();
/** Calls of a question; four questions share a request. */
const CALLS = 5;
const TOGETHER = 4;
const OWN = "canary-ada";
const FOREIGN = "canary-bob";
const OWN_REQUESTS = 3;
const DAY_MS = 86_400_000;

let system: TestSystem;
let server: RunningServer;
let client: TRPCClient<AdminRouter>;
let keyId: string;

beforeAll(async () => {
  system = await createTestSystem();
  server = await startServer(system.config, createLogger({ level: "silent" }));
  keyId = (await system.makeKey()).key.id;
  await storeUsageOf(system.ledger, keyId, OWN, OWN_REQUESTS);
  await storeUsageOf(system.ledger, keyId, FOREIGN, 5);
  const userNames = [`${OWN}@example.org`];
  const { token } = await signIn(system.ledger, { login: "ada", role: "member", userNames });
  client = adminClient(server.url, { authorization: `Bearer ${token}` });
});
afterAll(async () => {
  await server.stop();
  await system.close();
});

const isClean = (text: string): boolean => !/\p{Cc}/u.test(text) && text.isWellFormed();

const someOf = (...values: readonly string[]): Arbitrary<string[]> =>
  array(oneof(constantFrom(...values), string({ minLength: 1, maxLength: 8 }).filter(isClean)), {
    maxLength: 3,
  });

const question = record({
  startDate: constantFrom(new Date(Date.now() - DAY_MS)),
  endDate: constantFrom(new Date(Date.now() + DAY_MS)),
  users: someOf(`${OWN}@example.org`, `${FOREIGN}@example.org`),
  models: someOf(`model-${OWN}`, `model-${FOREIGN}`),
  features: someOf(`feature-${OWN}`, `feature-${FOREIGN}`),
  accessKeyIds: array(constantFrom("1", "2", "99"), { maxLength: 2 }),
  dimensionType: constantFrom("user" as const, "access_key" as const),
  groupBy: constantFrom("none" as const, "user" as const, "access_key" as const, "model" as const),
  aggregationPeriod: constantFrom("hour" as const, "day" as const, "month" as const),
});

const textOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? Number(part) : part));

const ask = async (
  asked: Parameters<typeof client.usage.trends.query>[0] & {
    readonly dimensionType: "user" | "access_key";
  },
): Promise<readonly string[]> => {
  const answers = await Promise.all([
    client.admin.systemOverview.query(asked),
    client.admin.topConsumers.query(asked),
    client.usage.trends.query(asked),
    client.usage.userStatistics.query(asked),
    client.usage.accessKeyStatistics.query(asked),
  ]);
  return answers.map(textOf);
};

test(`of ${CASES} random questions of a member, none is answered with another user's usage`, async () => {
  const questions = sample(question, Math.ceil(CASES / CALLS));
  const answers: string[] = [];
  for (let first = 0; first < questions.length; first += TOGETHER) {
    const some = await Promise.all(questions.slice(first, first + TOGETHER).map(ask));
    answers.push(...some.flat());
  }
  expect(answers.length).toBeGreaterThanOrEqual(CASES);
  expect(answers.filter((answer) => answer.includes(FOREIGN))).toEqual([]);
  // Sums too: three requests are the member's own, five another's.
  const sums = answers.flatMap((answer) =>
    [...answer.matchAll(/"requests":(\d+)/g)].map(([, count]) => Number(count)),
  );
  expect(Math.max(...sums)).toBe(OWN_REQUESTS);
}, 300_000);
