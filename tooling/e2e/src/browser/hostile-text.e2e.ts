import { makeRecord } from "@tokenledger/usage/testing";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pages } from "../screenshots/pages.ts";
import { collectBatch } from "../system/collect-batch.ts";
import { startChromium } from "./stand/chromium.ts";
import { standOf } from "./stand/stand.ts";
import { logInOwner, visit, type Owner } from "./stand/visitor.ts";

let browser: Browser;
let owner: Owner;

/** Breaks out of an attribute and of an element, wherever one of them would let it; as long as the shortest field takes. */
const hostile = (field: string): string =>
  `${field}"'><img src=x onerror=alert(1)><svg/onload=alert(2)>`;

/** A record whose every text is hostile, as far as the door takes it. */
const hostileRecord = () =>
  makeRecord({
    user: hostile("user"),
    feature: hostile("feature"),
    endpoint: hostile("endpoint"),
    session: hostile("session"),
    tags: { team: hostile("tag") },
    requestModel: hostile("asked"),
    model: hostile("model"),
    requestId: hostile("request"),
    messageId: hostile("message"),
    workspaceId: hostile("workspace"),
    errorType: hostile("error"),
    stopReason: hostile("stop"),
  });

const fill = async ({ client }: Owner): Promise<string> => {
  const { url, accessKey } = standOf();
  const answers = await collectBatch(url, accessKey, [hostileRecord()]);
  expect(answers).toMatchObject([{ status: "accepted" }]);
  const { accessKey: made } = await client.accessKeys.create.mutate({ name: hostile("key") });
  await client.quotas.create.mutate({
    name: hostile("budget"),
    scope: "feature",
    scopeValue: hostile("feature"),
    unit: "usd",
    window: "month",
    limitAmount: 1_000_000_000_000n,
  });
  await client.alerts.create.mutate({
    name: hostile("rule"),
    condition: { kind: "unpriced", requestsMin: 1 },
    filter: { users: [hostile("user")] },
  });
  await client.members.create.mutate({
    login: "hostile",
    role: "member",
    userNames: [hostile("user")],
  });
  return made.id;
};

beforeAll(async () => {
  owner = await logInOwner(standOf());
  browser = await startChromium();
});
afterAll(async () => {
  await browser.close();
});

/** Every page, and the faces of it that show nothing else. */
const addressesFor = async ({ client }: Owner, keyId: string): Promise<readonly string[]> => {
  const user = hostile("user");
  await expect.poll(async () => (await client.users.list.query({ search: user })).length).toBe(1);
  const [stored] = await client.users.list.query({ search: user });
  const range = {
    startDate: new Date(Date.now() - 3_600_000),
    endDate: new Date(Date.now() + 60_000),
  };
  const { rows } = await client.usage.details.query({ ...range, users: [user], pageSize: 1 });
  const record = `${rows[0]?.accessKeyId}:${rows[0]?.eventId}`;
  const narrowed = `range=today&user=${encodeURIComponent(JSON.stringify([user]))}`;
  return [
    ...Object.values(pages),
    `/?${narrowed}`,
    `/explore?${narrowed}&by=model&sub=feature`,
    `/requests?${narrowed}`,
    `/requests?record=${encodeURIComponent(record)}`,
    `/users/${stored?.id}`,
    `/keys/${keyId}`,
    `/users?q=${encodeURIComponent(user)}`,
    `/prices?open=${encodeURIComponent(hostile("model"))}`,
    `/panel?proc=${encodeURIComponent(hostile("proc"))}`,
  ];
};

test("hostile text in every field is shown as the text it is, on every page, and does nothing", async () => {
  const keyId = await fill(owner);
  const visitor = await visit(browser, standOf(), owner.token);
  const shownOn: string[] = [];
  for (const address of await addressesFor(owner, keyId)) {
    await visitor.open(address);
    if ((await visitor.page.getByText("<img src=x onerror=alert(1)>").count()) > 0) {
      shownOn.push(address.split("?")[0] ?? "");
    }
    expect(await visitor.page.locator('img[src="x"], svg[onload]').count()).toBe(0);
  }

  expect(visitor.faults).toEqual([]);
  // Where nothing of it was shown nothing was tested.
  expect(shownOn).toEqual(
    expect.arrayContaining([
      "/",
      "/explore",
      "/requests",
      "/keys",
      "/users",
      "/budgets",
      "/alerts",
    ]),
  );
});
