import { wholeUsage } from "@tokenledger/usage";
import { makeCollectedRecord, makeEventId } from "@tokenledger/usage/testing";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { autocommit } from "../statement-runner.ts";
import { useLedger } from "../testing/use-ledger.ts";

const DUMP_ALL = {
  text: sqlFile(new URL("../testing/sql/dump-all.sql", import.meta.url)),
  row: z.object({ dump: z.string() }),
};

const store = useLedger();
const DAY_MS = 86_400_000;
const NAME = `anna."canary"@example.org`;
const all = { startDate: new Date(Date.now() - DAY_MS), endDate: new Date(Date.now() + DAY_MS) };
let id: string;

const dump = async (): Promise<string> =>
  (await autocommit(store.ownerOrm).rows(DUMP_ALL, [])).map((row) => row.dump).join("");
const sums = async () => store.ledger.queries.overview(wholeUsage, all);
const erase = async (isRehearsal: boolean) =>
  store.ledger.userErasure.pseudonymise(id, { isRehearsal, now: new Date() });

beforeAll(async () => {
  const { usage, adminDirectory, memberDirectory } = store.ledger;
  const eventId = makeEventId();
  const tagged = { user: NAME, tags: { owner: NAME, team: "search" } };
  await usage.commit([
    makeCollectedRecord({ ...tagged, eventId, payloadHash: "00".repeat(32) }),
    makeCollectedRecord(tagged),
    makeCollectedRecord({ user: "bob", tags: { owner: "bob" } }),
  ]);
  // The same id with other content: put aside, with the name in it.
  await usage.commit([makeCollectedRecord({ user: NAME, eventId, payloadHash: "11".repeat(32) })]);
  const [user] = await adminDirectory.listUsers("anna", 1);
  id = user?.id ?? "";
  await adminDirectory.updateUser(id, { displayName: "Anna canary", note: "canary" });
  await memberDirectory.createMember({
    login: "ada",
    role: "member",
    passwordHash: "none",
    userNames: [NAME, "bob"],
  });
});

test("a rehearsal says where the name stands, and changes nothing", async () => {
  const before = await dump();
  expect(await erase(true)).toEqual({
    pseudonym: null,
    places: [
      { place: "user", rowCount: "1" },
      { place: "dead letters", rowCount: "1" },
      { place: "tags of calls", rowCount: "2" },
      { place: "members", rowCount: "1" },
      { place: "quotas", rowCount: "0" },
    ],
  });
  expect(await dump()).toBe(before);
});

test("the name is nowhere in the database any more, and no sum, id or count is another one", async () => {
  const before = await sums();
  const top = await store.ledger.queries.topConsumers(wholeUsage, "user", all, 10);
  expect(await dump()).toContain("canary");
  const { pseudonym } = await erase(false);
  expect(pseudonym).toMatch(/^erased-[0-9a-f]{24}$/);
  expect(await dump()).not.toContain("canary");
  expect(await sums()).toEqual(before);
  const renamed = (name: string): string => (name === NAME ? (pseudonym ?? "") : name);
  const renamedRow = (row: (typeof top.rows)[number]): (typeof top.rows)[number] => {
    const name = renamed(row.name);
    return { ...row, name, dimensionId: renamed(row.dimensionId) };
  };
  expect(await store.ledger.queries.topConsumers(wholeUsage, "user", all, 10)).toEqual({
    ...top,
    rows: top.rows.map(renamedRow),
  });
  expect(
    await store.ledger.checkInvariants({
      invariants: ["statistics", "breakdown", "rollups", "user-rows", "lines"],
    }),
  ).toEqual([]);
  const [letter] = await store.ledger.deadLetters.list({ countMax: 1 });
  expect(letter?.record).toMatchObject({ user: pseudonym });
  expect((await store.ledger.memberDirectory.findMember("ada"))?.userNames).toEqual(["bob"]);
});

test("a name is taken out once", async () => {
  await expect(erase(false)).rejects.toMatchObject({ code: "ALREADY_PSEUDONYMISED" });
  await expect(
    store.ledger.userErasure.pseudonymise("999999", { isRehearsal: true, now: new Date() }),
  ).rejects.toMatchObject({ code: "NOT_FOUND" });
});
