import { expect, test } from "vitest";
import { User } from "../entities/user.ts";
import { autocommit } from "../statement-runner.ts";
import { useLedger, useOrm } from "../testing/use-ledger.ts";
import { UserIds } from "./user-ids.ts";

const store = useLedger();
const flusher = useOrm(() => store.urlAs("tokenledger_ingest"));

const idsOfNewProcess = (cachedMax?: number): UserIds =>
  new UserIds(() => autocommit(flusher.orm), cachedMax);

test("a name has one id, whoever asks first, however often", async () => {
  const names = new Set(["zoë", "a b", "NULL", 'quo"te\\', "日本"]);
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => idsOfNewProcess().resolve(names)),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(await store.ownerOrm.em.fork().count(User, { name: [...names] })).toBe(names.size);
});

test("a name that is remembered is not asked again", async () => {
  let askedCount = 0;
  const ids = new UserIds(() => {
    askedCount += 1;
    return autocommit(flusher.orm);
  });
  const first = await ids.resolve(new Set(["remembered"]));
  const second = await ids.resolve(new Set(["remembered"]));
  expect(second).toEqual(first);
  expect(askedCount).toBe(1);
});

test("the names used longest ago are forgotten first, and memory stays bounded", async () => {
  const ids = idsOfNewProcess(2);
  await ids.resolve(new Set(["one", "two"]));
  await ids.resolve(new Set(["one"]));
  const three = await ids.resolve(new Set(["three", "four", "five"]));
  expect(three.size).toBe(3);
  expect(ids.cachedCount).toBe(2);
});

test("asking for known names burns no ids", async () => {
  await idsOfNewProcess().resolve(new Set(["known"]));
  await idsOfNewProcess().resolve(new Set(["known"]));
  const ids = await idsOfNewProcess().resolve(new Set(["known", "next"]));
  expect(Number(ids.get("next")) - Number(ids.get("known"))).toBe(1);
});
