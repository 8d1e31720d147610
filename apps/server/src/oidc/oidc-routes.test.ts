import { afterEach, beforeEach, expect, test } from "vitest";
import { startBenchServer, type BenchServer } from "../testing/bench-server.ts";
import { FakeIdentityProvider } from "../testing/fake-identity-provider.ts";
import { z } from "zod";
import { oidcSettingsOf, oidcShape, type OidcSettings } from "./oidc-settings.ts";

const PUBLIC_URL = "http://tokens.example.com";
const anna = { sub: "00u1", email: "Anna@Example.com", email_verified: true };

let provider: FakeIdentityProvider;
let server: BenchServer;
let settings: OidcSettings;

const start = async (change: Partial<OidcSettings> = {}): Promise<void> => {
  settings = {
    issuer: new URL(provider.url),
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    redirectUrl: new URL("/api/oidc/callback", PUBLIC_URL),
    allowedDomains: ["example.com"],
    roleClaim: "groups",
    roles: [
      ["finance", "auditor"],
      ["engineers", "analyst"],
    ],
    defaultRole: null,
    ...change,
  };
  server = await startBenchServer({ oidc: settings });
};

beforeEach(async () => {
  provider = await FakeIdentityProvider.start();
});
afterEach(async () => {
  await server.close();
  await provider.close();
});

const cookieOf = (response: Response, name: string): string | null =>
  response.headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.split(";", 1)[0] ?? null;

const get = async (url: string, cookie = ""): Promise<Response> =>
  fetch(url, { redirect: "manual", headers: { cookie } });

interface Trip {
  readonly callback: string;
  readonly cookie: string;
}

/** To the provider and back, as far as the browser is about to come back. */
const trip = async (redirect = "/usage?range=7d"): Promise<Trip> => {
  const begun = await get(`${server.url}/api/oidc/start?redirect=${encodeURIComponent(redirect)}`);
  expect(begun.status).toBe(302);
  const authorized = await get(begun.headers.get("location") ?? "");
  const { pathname, search } = new URL(authorized.headers.get("location") ?? "");
  return {
    callback: `${server.url}${pathname}${search}`,
    cookie: cookieOf(begun, "tl_oidc") ?? "",
  };
};

const logIn = async (claims: Record<string, unknown>): Promise<Response> => {
  provider.claims = claims;
  const { callback, cookie } = await trip();
  return get(callback, cookie);
};

const refusalOf = async (response: Response): Promise<string> => {
  expect(response.status).toBe(403);
  expect(cookieOf(response, "tl_session")).toBeNull();
  return response.text();
};

test("who is vouched for becomes a member of the role their groups give, and is the same one ever after", async () => {
  await start();
  const first = await logIn({ ...anna, groups: ["engineers"] });
  expect([first.status, first.headers.get("location")]).toEqual([302, "/usage?range=7d"]);
  expect(cookieOf(first, "tl_session")).not.toBeNull();
  // The address may change, and so may the groups: who somebody is stands in the subject.
  const second = await logIn({ ...anna, email: "anna.new@example.com", groups: [] });
  expect(second.status).toBe(302);
  const members = await server.admin.members.listMembers();
  expect(members).toMatchObject([{ login: "anna@example.com", role: "analyst" }]);
  expect(server.admin.auditLog.events).toMatchObject([
    { action: "auth.login", outcome: "allowed", login: "anna@example.com" },
    { action: "auth.login", outcome: "allowed" },
  ]);
});

test("a member whose login is the address is found by it, with the role they have", async () => {
  await start();
  const { members } = server.admin;
  const member = await members.createMember({
    login: "anna@example.com",
    role: "admin",
    passwordHash: "none",
  });
  expect((await logIn(anna)).status).toBe(302);
  expect((await members.findMemberBySubject(`${provider.url} ${anna.sub}`))?.id).toBe(member.id);
  // Whoever has the address later is somebody else.
  expect(await refusalOf(await logIn({ ...anna, sub: "00u2" }))).toContain("Another account");
  await members.updateMember(member.id, { disabledAt: new Date() });
  await refusalOf(await logIn(anna));
});

test("who is not vouched for, of another domain, or of no role is told so and let in nowhere", async () => {
  await start();
  expect(await refusalOf(await logIn({ ...anna, email_verified: false }))).toContain("vouch");
  expect(await refusalOf(await logIn({ sub: "1" }))).toContain("vouch");
  const elsewhere = { ...anna, email: "anna@example.com.evil.test", groups: ["finance"] };
  expect(await refusalOf(await logIn(elsewhere))).toContain("not let in");
  expect(await refusalOf(await logIn({ ...anna, groups: "nobody" }))).toContain("not a member");
  expect(await server.admin.members.countMembers()).toBe(0);
  await server.close();
  await start({ defaultRole: "member" });
  expect((await logIn(anna)).status).toBe(302);
  expect(await server.admin.members.listMembers()).toMatchObject([{ role: "member" }]);
});

test("an answer that is not to this attempt opens nothing: state, nonce, recipient, signature, a code used before", async () => {
  await start({ defaultRole: "member" });
  provider.claims = anna;
  const [mine, other] = [await trip(), await trip()];
  await refusalOf(await get(mine.callback, other.cookie));
  await refusalOf(await get(mine.callback));
  await refusalOf(await get(mine.callback, `${mine.cookie}x`));
  for (const faults of [
    { nonce: "another" },
    { audience: "another" },
    { isSignedByAnother: true },
  ]) {
    provider.faults = faults;
    await refusalOf(await logIn(anna));
  }
  provider.faults = {};
  const { callback, cookie } = await trip();
  expect((await get(callback, cookie)).status).toBe(302);
  await refusalOf(await get(callback, cookie));
  const late = await trip();
  server.admin.clock.advance(11 * 60_000);
  expect(await refusalOf(await get(late.callback, late.cookie))).toContain("too long");
});

test("afterwards one is on this page, wherever a link said", async () => {
  await start({ defaultRole: "member" });
  provider.claims = anna;
  for (const redirect of ["//evil.test", "https://evil.test/x", "\\\\evil.test", "javascript:x"]) {
    const { callback, cookie } = await trip(redirect);
    expect((await get(callback, cookie)).headers.get("location")).toBe("/");
  }
});

test("the page is told whether there is a provider; one that is away is said to be", async () => {
  await start();
  expect(await (await get(`${server.url}/api/oidc`)).json()).toEqual({ provider: "127.0.0.1" });
  await provider.close();
  expect(await refusalOf(await get(`${server.url}/api/oidc/start`))).toContain("cannot be reached");
  await server.close();
  server = await startBenchServer();
  expect(await (await get(`${server.url}/api/oidc`)).json()).toEqual({ provider: null });
  provider = await FakeIdentityProvider.start();
});

test("a provider is set up whole or not at all", () => {
  expect(oidcSettingsOf({})).toBeNull();
  expect(() => oidcSettingsOf({ OIDC_ISSUER: "https://login.example.com" })).toThrow(
    "OIDC_ISSUER needs",
  );
  const whole = {
    OIDC_ISSUER: "https://login.example.com",
    OIDC_CLIENT_ID: "id",
    OIDC_CLIENT_SECRET: "secret",
    OIDC_ALLOWED_DOMAINS: ["Example.com"],
    TOKENLEDGER_PUBLIC_URL: "https://tokens.example.com",
  };
  const read = z.object(oidcShape).safeParse({ OIDC_ROLES: "engineers = analyst,x=owner" });
  expect(read.data?.OIDC_ROLES).toEqual([
    ["engineers", "analyst"],
    ["x", "owner"],
  ]);
  for (const roles of ["engineers", "engineers=boss", "=owner"]) {
    expect(z.object(oidcShape).safeParse({ OIDC_ROLES: roles }).success).toBe(false);
  }
  expect(oidcSettingsOf(whole)).toMatchObject({
    allowedDomains: ["example.com"],
    defaultRole: null,
  });
});
