import { wholeUsage, type AuditEvent, type AuditVerification } from "@tokenledger/usage";
import type { NewExport } from "@tokenledger/usage/exports";
import { constantFrom, integer, nat, record, sample } from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { AuditEntry } from "../entities/audit-entry.ts";
import { User } from "../entities/user.ts";
import { autocommit } from "../statement-runner.ts";
import { CREATE_FLIPS, CUT_AUDIT, FLIP_AUDIT_ENTRY, spoiled } from "../testing/spoil-audit.ts";
import { useLedger, useOrm } from "../testing/use-ledger.ts";
import { verifyChain } from "./verify-chain.ts";

const store = useLedger();
/** Who may do more than any role of the product. */
const forger = useOrm(() => store.superuserUrl);

const event = (overrides: Partial<AuditEvent> = {}): AuditEvent => ({
  id: "1",
  login: "olga",
  role: "owner",
  session: "5f2c",
  network: "192.0.2.0/24",
  action: "usage.details",
  outcome: "allowed",
  parameters: { pageSize: 50, models: ["claude-haiku-4-5"] },
  ...overrides,
});

const ENTRIES = 40;
const COLUMNS = [
  "seq",
  "time",
  "actor_id",
  "actor_login",
  "actor_role",
  "session",
  "network",
  "action",
  "outcome",
  "parameters",
  "prev_hash",
  "hash",
] as const;

beforeAll(async () => {
  await autocommit(store.ownerOrm).rows(CREATE_FLIPS, []);
  const nobody = { id: null, login: null, role: null, session: null, network: null };
  // All at once: whatever order they take, the chain is one.
  await Promise.all(
    Array.from({ length: ENTRIES }, (_, index) =>
      store.ledger.audit.append(
        event(
          index % 2 === 0
            ? { id: String(index + 1) }
            : { ...nobody, parameters: {}, outcome: "failed" },
        ),
      ),
    ),
  );
});

test("entries written at once by many make one whole chain", async () => {
  const entries = await store.ledger.audit.list({ countMax: 100 });
  const seqs = entries.map(({ seq }) => Number(seq));
  expect(seqs).toEqual(Array.from({ length: ENTRIES }, (_, index) => ENTRIES - index));
  expect(new Set(entries.map(({ hash }) => hash)).size).toBe(ENTRIES);
  expect(await store.ledger.audit.verify(1000)).toEqual({
    checkedCount: ENTRIES,
    totalCount: String(ENTRIES),
    next: null,
    broken: null,
  });
});

test("a long chain is verified in parts, each going on from the last", async () => {
  const parts: AuditVerification[] = [];
  for (let part = await store.ledger.audit.verify(15); ;) {
    parts.push(part);
    if (part.next === null) break;
    part = await store.ledger.audit.verify(15, part.next);
  }
  expect(parts.map(({ checkedCount }) => checkedCount)).toEqual([15, 15, 10]);
  expect(parts.every(({ broken }) => broken === null)).toBe(true);
});

test("1,000 flips of any byte of any entry are all found, at the entry or the one after it", async () => {
  const flips = sample(
    record({
      seq: integer({ min: 1, max: ENTRIES }),
      column: constantFrom(...COLUMNS),
      place: nat({ max: 2000 }),
      mask: integer({ min: 1, max: 15 }),
    }),
    1000,
  );
  for (const { seq, column, place, mask } of flips) {
    const found = await spoiled(forger.orm, async (runner) => {
      const flipped = await runner.rows(FLIP_AUDIT_ENTRY, [seq, column, place, mask]);
      expect(flipped).toHaveLength(1);
      return verifyChain(runner, 1000);
    });
    expect([seq, column, place, mask, found.broken]).not.toContain(null);
    const at = Number(found.broken?.seq);
    // An entry whose place is another one is missed where the next one stands, wherever that is.
    expect(column === "seq" || at === seq || at === seq + 1).toBe(true);
  }
  expect((await store.ledger.audit.verify(1000)).broken).toBeNull();
}, 120_000);

test.each([
  { cut: 1, broken: { seq: "2", fault: "missing" } },
  { cut: 20, broken: { seq: "21", fault: "missing" } },
  { cut: ENTRIES, broken: { seq: String(ENTRIES - 1), fault: "head" } },
])("entry $cut taken out is missed", async ({ cut, broken }) => {
  const found = await spoiled(forger.orm, async (runner) => {
    await runner.rows(CUT_AUDIT, [cut]);
    return verifyChain(runner, 1000);
  });
  expect(found).toMatchObject({ broken, next: null });
});

test("nobody changes or removes an entry by the ways the ledger has", async () => {
  const em = store.ownerOrm.em.fork();
  await expect(em.nativeUpdate(AuditEntry, { seq: "1" }, { action: "x" })).rejects.toThrow(
    "append-only",
  );
  await expect(em.nativeDelete(AuditEntry, { seq: "1" })).rejects.toThrow("append-only");
  await expect(autocommit(store.ownerOrm).rows(CUT_AUDIT, [1])).rejects.toMatchObject({
    cause: { message: "the audit log is append-only" },
  });
});

const userNames = async (): Promise<readonly string[]> =>
  (await store.ownerOrm.em.fork().find(User, {}, { orderBy: { name: "asc" } })).map(
    ({ name }) => name,
  );

const addUser = async (name: string): Promise<void> =>
  store.ownerOrm.em.transactional(async (em) => {
    em.create(User, { name });
    return Promise.resolve();
  });

test("a change and its entry are committed together, or neither is", async () => {
  const { audit } = store.ledger;
  const change = event({ action: "users.create", outcome: "done" });
  await audit.withChange(change, async () => addUser("kept"));
  await expect(
    audit.withChange(change, async () => {
      await addUser("taken back");
      throw new RangeError("no");
    }),
  ).rejects.toThrow(RangeError);
  // An outcome PostgreSQL refuses: the entry cannot be written, so the change is not made.
  const unwritable = { ...change, action: "nul \0" };
  await expect(audit.withChange(unwritable, async () => addUser("unlogged"))).rejects.toThrow(
    "SQLSTATE 22021",
  );
  expect(await userNames()).toEqual(["kept"]);
  expect(await audit.list({ action: "users.", countMax: 10 })).toHaveLength(1);
  expect((await audit.verify(1000)).broken).toBeNull();
});

test("audited changes at once are made one after the other", async () => {
  const { audit } = store.ledger;
  let underWay = 0;
  let underWayMax = 0;
  await Promise.all(
    Array.from({ length: 4 }, (_, index) =>
      audit.withChange(event({ action: "users.create", outcome: "done" }), async () => {
        underWay += 1;
        underWayMax = Math.max(underWayMax, underWay);
        await addUser(`at once ${index}`);
        underWay -= 1;
      }),
    ),
  );
  expect(underWayMax).toBe(1);
  expect((await userNames()).filter((name) => name.startsWith("at once"))).toHaveLength(4);
});

const quotaTerms = {
  name: "a month",
  scope: "all",
  scopeValue: null,
  unit: "tokens",
  window: "month",
  isRolling: false,
  timeZone: "UTC",
  limitAmount: 1_000n,
  thresholds: [50],
  isHard: false,
  failMode: "open",
  isEnabled: true,
} as const;

const asked: NewExport = {
  memberId: "1",
  memberLogin: "olga",
  scope: wholeUsage,
  request: {
    subject: { kind: "records", filter: { startDate: new Date(0), endDate: new Date(1) } },
    format: "csv",
    isGzipped: false,
    hasBom: false,
    columns: null,
    masking: "masked",
  },
  fileName: "usage.csv",
  completeUntil: null,
};

test("quotas and exports see their own change as it is audited, and go with it", async () => {
  const { audit, quotas, exports } = store.ledger;
  const change = event({ action: "quotas.create", outcome: "done" });
  const make = async () => {
    const quota = await quotas.create(quotaTerms, "olga");
    expect(await quotas.states(Date.now(), [quota.id])).toHaveLength(1);
    const { id } = await exports.create(asked, 1);
    await expect(exports.create(asked, 1)).rejects.toMatchObject({ code: "TOO_MANY_EXPORTS" });
    expect(await exports.cancel(id)).toMatchObject({ state: "cancelled" });
    return id;
  };
  const failed = audit.withChange(change, async () => {
    await make();
    throw new RangeError("no");
  });
  await expect(failed).rejects.toThrow(RangeError);
  expect(await quotas.list()).toEqual([]);
  expect(await exports.list(null, null, 10)).toEqual([]);
  const id = await audit.withChange(change, make);
  expect(await quotas.list()).toHaveLength(1);
  expect(await exports.get(id)).toMatchObject({ state: "cancelled" });
});

test("entries are found by what they tell, newest first, page by page", async () => {
  const { audit } = store.ledger;
  const all = await audit.list({ action: "usage.details", countMax: 100 });
  const first = await audit.list({ action: "usage.details", countMax: 10 });
  const second = await audit.list({
    action: "usage.details",
    countMax: 10,
    beforeSeq: first.at(-1)?.seq ?? "",
  });
  expect([...first, ...second]).toEqual(all.slice(0, 20));
  const [one] = await audit.list({ actorId: "3", countMax: 10 });
  expect(one).toMatchObject({ id: "3", login: "olga", parameters: event().parameters });
  expect(await audit.list({ outcome: "failed", countMax: 100 })).toHaveLength(ENTRIES / 2);
  const { time } = one ?? { time: new Date(0) };
  expect(await audit.list({ endDate: new Date(time.getTime() - 60_000), countMax: 1 })).toEqual([]);
  expect(await audit.list({ startDate: time, actorId: "3", countMax: 1 })).toHaveLength(1);
});
