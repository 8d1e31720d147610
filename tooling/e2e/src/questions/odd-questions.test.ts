import { hashPassword } from "@tokenledger/api";
import { openSession } from "@tokenledger/sdk/admin";
import { makeCollectedRecord, makeEventId, makeLine } from "@tokenledger/usage/testing";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readFuzzEnvironment } from "../config.ts";
import { startSystem, type TestSystem } from "../system/start-system.ts";
import { THIS_YEAR } from "../system/this-year.ts";
import { askOdd, type OddAnswer } from "./ask-odd.ts";
import { oddQuestionArbitrary, type OddQuestion } from "./odd-question.ts";

const { FUZZ_INPUTS: inputCount } = readFuzzEnvironment();
/** Questions in one call. */
const BATCH = 20;
const MS_AN_INPUT = 200;

vi.setConfig({ testTimeout: 60_000 + inputCount * MS_AN_INPUT });

const PASSWORD = "correct horse battery staple";
const users = ["anna", "bo", "cy"] as const;
const nowMs = Date.now();

/** Everything that would give a user away, in every field that an answer may hold. */
const records = users.flatMap((user, place) =>
  Array.from({ length: 20 }, (_, index) => {
    const eventId = makeEventId(nowMs - index * 3_600_000 * (place + 1));
    return makeCollectedRecord({
      eventId,
      occurTimeMs: Number.parseInt(eventId.replaceAll("-", "").slice(0, 12), 16),
      accessKeyId: String(place + 1),
      user,
      model: `model-${user}`,
      requestModel: `model-${user}`,
      feature: `feature-${user}`,
      session: `session-${user}`,
      requestId: `req_${user}`,
      messageId: `msg_${user}`,
      outcome: index % 5 === 0 ? "error" : "complete",
      lines: [makeLine({ model: `model-${user}` })],
    });
  }),
);

let system: TestSystem;
const tokens = new Map<string, string>();

beforeAll(async () => {
  system = await startSystem({ flusher: false });
  await system.ledger.ensurePartitions(new Date(nowMs), new Date(nowMs - 70 * 86_400_000));
  await system.ledger.usage.commit(records);
  const passwordHash = await hashPassword(PASSWORD);
  for (const [login, role, userNames] of [
    ["boss", "owner", []],
    ["anna", "member", ["anna"]],
    ["bo", "member", ["bo"]],
  ] as const) {
    await system.ledger.memberDirectory.createMember({ login, role, passwordHash, userNames });
    tokens.set(login, await openSession({ url: system.url, login, password: PASSWORD }));
  }
});
afterAll(() => system[Symbol.asyncDispose]());

const givenCursors = async (): Promise<readonly string[]> => {
  const page = await system.admin.usage.details.query({ ...THIS_YEAR, pageSize: 5 });
  const narrow = { ...THIS_YEAR, pageSize: 2, users: ["anna"] };
  const { nextCursor } = await system.admin.usage.details.query(narrow);
  const { cursor } = await system.admin.usage.tail.query({});
  return [page.nextCursor, nextCursor, cursor].filter((one) => one !== null);
};

/** What is neither data nor a refusal in words. */
const isWrong = ({ code, message }: OddAnswer): boolean =>
  code !== null && (code !== "BAD_REQUEST" || message.length < 5);

/** What is of somebody else. Names that were asked for may be repeated in a refusal; in data they may not. */
const isForeign = (login: string, { code, text }: OddAnswer): boolean =>
  code === null &&
  users.some(
    (user) => user !== login && new RegExp(`(model|feature|session|req|msg)[-_]${user}`).test(text),
  );

test("whatever is asked, in any order, of any page: data, or a refusal that says why", async () => {
  const cursors = await givenCursors();
  const seen = { answered: 0, refused: 0 };
  const ask = async (questions: readonly OddQuestion[]): Promise<void> => {
    const answers = await askOdd(system.url, tokens.get("boss") ?? "", questions);
    expect(answers.filter(isWrong)).toEqual([]);
    seen.answered += answers.filter(({ code }) => code === null).length;
    seen.refused += answers.filter(({ code }) => code !== null).length;
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(oddQuestionArbitrary(nowMs, cursors), { minLength: BATCH, maxLength: BATCH }),
      ask,
    ),
    { numRuns: Math.ceil(inputCount / BATCH) },
  );
  expect(seen.answered).toBeGreaterThan(0);
  expect(seen.refused).toBeGreaterThan(0);
});

test("nothing of anybody else is in what a member is answered", async () => {
  const cursors = await givenCursors();
  const seen = { answered: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom("anna", "bo"),
      fc.array(oddQuestionArbitrary(nowMs, cursors), { minLength: BATCH, maxLength: BATCH }),
      async (login, questions) => {
        const answers = await askOdd(system.url, tokens.get(login) ?? "", questions);
        expect(answers.filter((answer) => isForeign(login, answer))).toEqual([]);
        seen.answered += answers.filter(({ code }) => code === null).length;
      },
    ),
    { numRuns: Math.ceil(inputCount / BATCH / 2) },
  );
  expect(seen.answered).toBeGreaterThan(0);
});
