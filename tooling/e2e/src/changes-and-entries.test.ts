import { randomBytes } from "node:crypto";
import { adminRules, hashPassword } from "@tokenledger/api";
import {
  createTokenledgerClient,
  openSession,
  type TokenledgerClient,
} from "@tokenledger/sdk/admin";
import { sqlAnswer } from "@tokenledger/services/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startSystem, type TestSystem } from "./system/start-system.ts";
import { THIS_YEAR } from "./system/this-year.ts";

/** What refuses an entry that tells of a change, and nothing else. */
const REFUSE = `
  CREATE FUNCTION refuse_done() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no entry'; END $$;
  CREATE TRIGGER refuse_done BEFORE INSERT ON audit_entry FOR EACH ROW WHEN (NEW.outcome = 'done') EXECUTE FUNCTION refuse_done();`;
const ALLOW = "DROP TRIGGER refuse_done ON audit_entry; DROP FUNCTION refuse_done();";
/** A notice that was given up, a whole book and a running export are not at hand here. */
const untried = new Set(["alerts.retry", "prices.importFile", "exports.cancel"]);

const owner = { login: "boss", password: randomBytes(12).toString("hex") };
const NEW_PASSWORD = randomBytes(12).toString("hex");

let system: TestSystem;
let client: TokenledgerClient;
/** Ends with a change of its password: a session of its own. */
let other: TokenledgerClient;

const open = async (): Promise<TokenledgerClient> =>
  createTokenledgerClient({
    url: system.url,
    token: await openSession({ url: system.url, ...owner }),
  });

beforeAll(async () => {
  const settings = { SMTP_URL: "smtp://127.0.0.1:1", SMTP_FROM: "ledger@example.org" };
  system = await startSystem({ flusher: false, settings });
  const passwordHash = await hashPassword(owner.password);
  const { memberDirectory } = system.ledger;
  await memberDirectory.createMember({ login: owner.login, role: "owner", passwordHash });
  client = await open();
  other = await open();
}, 60_000);
afterAll(() => system[Symbol.asyncDispose]());

/** Everything that changes change, as the page would list it; without what merely looking moves. */
const everything = async (): Promise<string> => {
  const { accessKeys, users, members, quotas, prices, alerts, exports } = client;
  const lists = await Promise.all([
    accessKeys.list.query(),
    users.list.query({}),
    members.list.query(),
    quotas.list.query(),
    prices.list.query(),
    alerts.list.query(),
    alerts.channels.list.query(),
    exports.list.query({}),
    client.auth.sessions.query(),
  ]);
  return JSON.stringify(lists, (name, value: unknown) => {
    if (name.startsWith("lastSeen") || name === "nowMs") return null;
    return typeof value === "bigint" ? String(value) : value;
  });
};

type Change = readonly [path: string, make: () => Promise<unknown>];

const keyChanges = async (): Promise<readonly Change[]> => {
  const { accessKeys } = client;
  const { accessKey } = await accessKeys.create.mutate({ name: "first" });
  const { id } = accessKey;
  return [
    ["accessKeys.create", async () => accessKeys.create.mutate({ name: "second" })],
    ["accessKeys.update", async () => accessKeys.update.mutate({ id, name: "renamed" })],
    ["accessKeys.rotate", async () => accessKeys.rotate.mutate({ id })],
    ["accessKeys.disable", async () => accessKeys.disable.mutate({ id })],
    ["accessKeys.enable", async () => accessKeys.enable.mutate({ id })],
  ];
};

const userChanges = async (): Promise<readonly Change[]> => {
  const { users } = client;
  const { id } = await users.create.mutate({ name: "anna" });
  return [
    ["users.create", async () => users.create.mutate({ name: "bo" })],
    ["users.update", async () => users.update.mutate({ id, note: "new" })],
    ["users.disable", async () => users.disable.mutate({ id })],
    ["users.enable", async () => users.enable.mutate({ id })],
    [
      "users.pseudonymise",
      async () => users.pseudonymise.mutate({ id, dryRun: false, confirmName: "anna" }),
    ],
  ];
};

const ownId = async (): Promise<string> => (await other.auth.sessions.query()).currentId;

const memberChanges = async (): Promise<readonly Change[]> => {
  const { members, auth } = client;
  const { member, password } = await members.create.mutate({ login: "ada", role: "analyst" });
  await openSession({ url: system.url, login: "ada", password });
  const { id } = member;
  const sessionIdOf = async (): Promise<string> =>
    (await members.sessions.query({ id })).at(0)?.id ?? "";
  return [
    ["members.create", async () => members.create.mutate({ login: "bea", role: "member" })],
    [
      "members.revokeSession",
      async () => members.revokeSession.mutate({ id, sessionId: await sessionIdOf() }),
    ],
    ["members.update", async () => members.update.mutate({ id, role: "auditor" })],
    ["members.disable", async () => members.disable.mutate({ id })],
    ["members.enable", async () => members.enable.mutate({ id })],
    ["members.resetPassword", async () => members.resetPassword.mutate({ id })],
    ["auth.revokeSession", async () => auth.revokeSession.mutate({ sessionId: await ownId() })],
    [
      "auth.changePassword",
      async () =>
        auth.changePassword.mutate({ currentPassword: owner.password, newPassword: NEW_PASSWORD }),
    ],
  ];
};

const moneyChanges = async (): Promise<readonly Change[]> => {
  const { quotas, prices } = client;
  const quota = {
    name: "q",
    scope: "all",
    unit: "tokens",
    window: "day",
    limitAmount: 9n,
  } as const;
  const { id } = await quotas.create.mutate(quota);
  const price = {
    model: "made-up",
    priceClass: "input" as const,
    picoUsd: 5n,
    confidence: "official" as const,
    sources: ["here"],
  };
  const reason = "a test";
  const made = async () =>
    (await prices.list.query()).rows.find(({ model }) => model === "made-up");
  return [
    ["quotas.create", async () => quotas.create.mutate({ ...quota, name: "r" })],
    ["quotas.update", async () => quotas.update.mutate({ id, name: "s" })],
    ["quotas.remove", async () => quotas.remove.mutate({ id, confirm: true })],
    [
      "prices.create",
      async () => prices.create.mutate({ prices: [price], models: [{ id: "made-up" }], reason }),
    ],
    [
      "prices.update",
      async () => prices.update.mutate({ id: (await made())?.id ?? "", picoUsd: 6n, reason }),
    ],
    [
      "prices.remove",
      async () => prices.remove.mutate({ ids: [(await made())?.id ?? ""], reason }),
    ],
  ];
};

const alertChanges = async (): Promise<readonly Change[]> => {
  const { alerts } = client;
  const { channels } = alerts;
  const details = { kind: "email" as const, to: ["ops@example.org"] };
  const condition = { kind: "error_rate" as const, percent: 3, hours: 24, requestsMin: 50 };
  const { channel } = await channels.create.mutate({ name: "c", details });
  const { id } = await alerts.create.mutate({ name: "a", condition });
  return [
    ["alerts.channels.create", async () => channels.create.mutate({ name: "d", details })],
    ["alerts.channels.update", async () => channels.update.mutate({ id: channel.id, name: "e" })],
    ["alerts.channels.remove", async () => channels.remove.mutate({ id: channel.id })],
    ["alerts.create", async () => alerts.create.mutate({ name: "b", condition })],
    ["alerts.update", async () => alerts.update.mutate({ id, name: "f" })],
    ["alerts.mute", async () => alerts.mute.mutate({ id, until: new Date(Date.now() + 60_000) })],
    ["alerts.remove", async () => alerts.remove.mutate({ id })],
    [
      "exports.create",
      async () => client.exports.create.mutate({ subject: { kind: "records", filter: THIS_YEAR } }),
    ],
  ];
};

test("no change outlives its entry in the audit log, whichever of all of them it is", async () => {
  const changes = [
    ...(await keyChanges()),
    ...(await userChanges()),
    ...(await moneyChanges()),
    ...(await alertChanges()),
    ...(await memberChanges()),
  ];
  const seen = new Set<string>();
  for (const [path, make] of changes) {
    const before = await everything();
    expect(await sqlAnswer(system.database.ownerUrl, REFUSE)).toBe("done");
    const failure = await make().then(
      () => "made",
      () => "refused",
    );
    expect(await sqlAnswer(system.database.ownerUrl, ALLOW)).toBe("done");
    expect([path, failure, await everything()]).toEqual([path, "refused", before]);
    await make();
    if ((await everything()) !== before) seen.add(path);
    const { entries } = await client.audit.list.query({ action: path, countMax: 1 });
    expect(entries).toMatchObject([{ action: path, outcome: "done" }]);
  }
  // All but a new password and an end of somebody else's session show in a list.
  expect(seen.size).toBeGreaterThan(changes.length - 5);
  const within = adminRules.filter(({ audit }) => audit === "within").map(({ path }) => path);
  expect(within.filter((path) => !untried.has(path)).toSorted()).toEqual(
    changes.map(([path]) => path).toSorted(),
  );
}, 180_000);
