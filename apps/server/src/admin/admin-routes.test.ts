import { hashPassword, mintAccessKey } from "@tokenledger/api";
import { wholeUsage } from "@tokenledger/usage";
import { serialize } from "superjson";
import { afterEach, beforeEach, expect, test } from "vitest";
import { adminClient } from "../testing/admin-client.ts";
import { startBenchServer, type BenchServer } from "../testing/bench-server.ts";
import { rawCall, type RawAnswer } from "../testing/raw-call.ts";
import { ADMIN_BODY_BYTES_MAX, BATCH_CALLS_MAX, LOGIN_BODY_BYTES_MAX } from "./admin-routes.ts";

const passwordHash = await hashPassword("right");
const credentials = { login: "owner", password: "right" };
const range = { startDate: new Date(0), endDate: new Date(86_400_000) };

let server: BenchServer;

const post = (
  path: string,
  headers: Readonly<Record<string, string>>,
  body = '{"json":null}',
): Promise<RawAnswer> =>
  rawCall(`${server.url}/trpc/admin/${path}`, {
    headers: { "content-type": "application/json", ...headers },
    body,
  });

const start = async (options?: Parameters<typeof startBenchServer>[0]): Promise<string> => {
  server = await startBenchServer(options);
  const member = await server.admin.addMember("owner", passwordHash);
  return server.admin.openSession(member);
};

let token: string;
let cookie: string;

beforeEach(async () => {
  token = await start();
  cookie = `tl_session=${token}`;
});

afterEach(async () => {
  await server.close();
});

const batch = (count: number): Promise<RawAnswer> =>
  rawCall(`${server.url}/trpc/admin/${Array(count).fill("auth.me").join(",")}?batch=1`, {
    method: "GET",
    headers: { cookie },
  });

test("a login gives a cookie that scripts cannot read and other sites cannot send, and nothing else", async () => {
  const cookies: string[] = [];
  const client = adminClient(server.url, {}, (response) => {
    cookies.push(...response.headers.getSetCookie());
  });
  const member = await client.auth.login.mutate(credentials);
  expect(member).toMatchObject({ login: "owner", role: "owner" });
  expect(cookies).toHaveLength(1);
  const [name, ...attributes] = (cookies[0] ?? "").split("; ");
  expect(name).toMatch(/^tl_session=tls_[\w-]{43}$/);
  expect(attributes.sort()).toStrictEqual([
    "HttpOnly",
    "Max-Age=43200",
    "Path=/",
    "SameSite=Strict",
  ]);
  const me = await adminClient(server.url, { cookie: name ?? "" }).auth.me.query();
  expect(me).toStrictEqual(member);
});

test("over https the cookie is Secure and bound to this very host", async () => {
  await server.close();
  token = await start({ isHttps: true });
  const answer = await post("auth.login", {}, JSON.stringify({ json: credentials }));
  const [set = ""] = answer.headers["set-cookie"] ?? [];
  expect(set).toMatch(/^__Host-tl_session=tls_[\w-]{43};/);
  expect(set.split("; ")).toContain("Secure");
  expect(set).not.toContain("Domain");
  const plain = adminClient(server.url, { cookie: `tl_session=${token}` });
  await expect(plain.auth.me.query()).rejects.toMatchObject({ data: { httpStatus: 401 } });
  const client = adminClient(server.url, { cookie: `__Host-tl_session=${token}` });
  await expect(client.auth.me.query()).resolves.toBeDefined();
});

test("a logout takes the cookie away and ends the session", async () => {
  const cookies: string[] = [];
  const client = adminClient(server.url, { cookie }, (response) => {
    cookies.push(...response.headers.getSetCookie());
  });
  await client.auth.logout.mutate();
  expect(cookies[0]).toMatch(/^tl_session=; Max-Age=0; Path=\/; Expires=Thu, 01 Jan 1970/);
  await expect(client.auth.me.query()).rejects.toMatchObject({
    data: { httpStatus: 401, reason: "SESSION_INVALID" },
  });
});

test("dates and bigints come back as what they are, several calls in one", async () => {
  server.admin.buffer.completeUntilTime = new Date(1000);
  let requestCount = 0;
  const client = adminClient(server.url, { cookie }, () => {
    requestCount += 1;
  });
  const [overview, me] = await Promise.all([
    client.admin.systemOverview.query(range),
    client.auth.me.query(),
  ]);
  expect(overview).toMatchObject({ requests: 0n, completeUntil: new Date(1000) });
  expect(me.permissions).toContain("keys.manage");
  expect(requestCount).toBe(1);
});

test("programs may carry the session as a bearer token; an access key is no session", async () => {
  const client = adminClient(server.url, { authorization: `Bearer ${token}` });
  await expect(client.auth.me.query()).resolves.toBeDefined();
  const key = server.keys.add().token;
  const foreign = mintAccessKey({ env: "live", pepper: "p" }).token;
  for (const accessKey of [key, foreign]) {
    const stranger = adminClient(server.url, { authorization: `Bearer ${accessKey}` });
    await expect(stranger.accessKeys.list.query()).rejects.toMatchObject({
      data: { reason: "SESSION_INVALID" },
    });
  }
});

test("what a form of another site can send has no effect, signed in or not", async () => {
  const types = [
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
  ];
  for (const type of [...types, "application/octet-stream", ""]) {
    for (const path of ["auth.logout", "accessKeys.create", "auth.login"]) {
      const answer = await post(path, { cookie, "content-type": type });
      expect([type, path, answer.status]).toStrictEqual([type, path, 415]);
    }
  }
  expect(server.admin.members.sessions.size).toBe(1);
  expect(server.admin.directory.created).toStrictEqual([]);
});

test("what another site's page asks for is refused, what this page asks for is done", async () => {
  const { host } = new URL(server.url);
  const foreign = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "cross-site", origin: `http://${host}` },
    { origin: "https://evil.example" },
    { origin: "null" },
    { host: "ledger.example", origin: "https://ledger.example.evil.example" },
    { host: "ledger.example", origin: "https://evil.example/ledger.example" },
    { origin: "" },
  ];
  const input = JSON.stringify({ json: { name: "key" } });
  for (const headers of foreign) {
    const answer = await post("accessKeys.create", { cookie, ...headers }, input);
    expect([headers, answer.status]).toStrictEqual([headers, 403]);
    expect(answer.body).toContain('"reason":"FORBIDDEN"');
  }
  expect(server.admin.directory.created).toHaveLength(0);
  const own = [
    { "sec-fetch-site": "same-origin" },
    { "sec-fetch-site": "same-origin", origin: "http://127.0.0.1:4310" },
    { origin: `http://${host}` },
    { host: "ledger.example", origin: "https://ledger.example" },
    {},
  ];
  for (const headers of own) {
    expect((await post("accessKeys.create", { cookie, ...headers }, input)).status).toBe(200);
  }
  expect(server.admin.directory.created).toHaveLength(own.length);
});

test("a change by GET, or by a method overridden, does not happen", async () => {
  const input = encodeURIComponent(JSON.stringify({ json: { name: "key" } }));
  const url = `${server.url}/trpc/admin/accessKeys.create?input=${input}`;
  expect((await rawCall(url, { method: "GET", headers: { cookie } })).status).toBe(405);
  const overridden = { cookie, "x-http-method-override": "POST" };
  expect((await rawCall(url, { method: "GET", headers: overridden })).status).toBe(405);
  expect((await rawCall(url, { method: "PUT", headers: { cookie } })).status).toBe(405);
  expect(server.admin.directory.created).toStrictEqual([]);
});

test("a question may come by POST, however long its filter is", async () => {
  const users = Array.from({ length: 100 }, (_, index) => `${index}`.padStart(128, "u"));
  const body = JSON.stringify(serialize({ ...range, users }));
  expect((await post("usage.trends", { cookie }, body)).status).toBe(200);
  expect(server.admin.queries.asked).toMatchObject([
    ["trends", wholeUsage, "day", "none", { ...range, users }],
  ]);
});

test("bodies are taken up to their limit: 256 KiB, and 8 KiB where nobody is known yet", async () => {
  const input = JSON.stringify({ json: { name: "key" } });
  const login = JSON.stringify({ json: credentials });
  for (const [path, body, byteCountMax] of [
    ["accessKeys.create", input, ADMIN_BODY_BYTES_MAX],
    ["auth.login", login, LOGIN_BODY_BYTES_MAX],
  ] as const) {
    expect((await post(path, { cookie }, body.padEnd(byteCountMax - 1))).status).toBe(200);
    expect((await post(path, { cookie }, body.padEnd(byteCountMax))).status).toBe(200);
    const answer = await post(path, { cookie }, body.padEnd(byteCountMax + 1));
    expect([answer.status, /"reason":"\w+"/.exec(answer.body)?.[0]]).toStrictEqual([
      413,
      '"reason":"PAYLOAD_TOO_LARGE"',
    ]);
  }
});

test("up to 20 calls share a request, and a login shares with none", async () => {
  expect((await batch(BATCH_CALLS_MAX)).status).toBe(200);
  expect((await batch(BATCH_CALLS_MAX + 1)).status).toBe(400);
  const body = JSON.stringify({ 0: { json: credentials }, 1: { json: credentials } });
  for (const path of ["auth.login,auth.login?batch=1", "auth.logout,auth.login?batch=1"]) {
    expect((await post(path, {}, body)).status).toBe(400);
  }
});

test("too many logins are refused with a time to come back, per address as the proxy tells it", async () => {
  await server.close();
  token = await start({ proxyCount: 1 });
  const wrong = JSON.stringify({ json: { login: "owner", password: "wrong" } });
  const logInFrom = (address: string): Promise<RawAnswer> =>
    post("auth.login", { "x-forwarded-for": `203.0.113.7, ${address}` }, wrong);
  for (let count = 0; count < 10; count += 1) {
    expect((await logInFrom("192.0.2.1")).status).toBe(401);
  }
  const refused = await logInFrom("192.0.2.1");
  expect([refused.status, refused.headers["retry-after"]]).toStrictEqual([429, "900"]);
  expect(server.log.text).toContain('"code":"TOO_MANY_REQUESTS","ipAddress":"192.0.2.1"');
  expect((await logInFrom("192.0.2.2")).status).toBe(401);
});

test("without a proxy, what a caller says of its address is not believed", async () => {
  const wrong = JSON.stringify({ json: { login: "owner", password: "wrong" } });
  const statuses: number[] = [];
  for (let count = 0; count < 11; count += 1) {
    const headers = { "x-forwarded-for": `192.0.2.${count}` };
    statuses.push((await post("auth.login", headers, wrong)).status);
  }
  expect(statuses.at(-1)).toBe(429);
});

test("answers are never kept by a cache and carry the page's headers; failures of the wire are in tRPC's words", async () => {
  const good = await rawCall(`${server.url}/trpc/admin/auth.me`, {
    method: "GET",
    headers: { cookie },
  });
  expect(good.headers).toMatchObject({ "cache-control": "no-store", "x-frame-options": "DENY" });
  for (const [path, body] of [
    ["accessKeys.create", "{"],
    ["no.such", '{"json":{}}'],
  ] as const) {
    const answer = await post(path, { cookie }, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).toMatch(/"reason":"[A-Z_]+"/);
    expect(answer.body).not.toMatch(/stack|node_modules|\.ts:/);
  }
});

test("a caller's odd input is the caller's fault, never a 500", async () => {
  const bodies = [
    '{"json":{"name":"x"},"meta":{"values":{"__proto__.polluted":["Date"]}}}',
    '{"json":{"name":["1"]},"meta":{"values":{"name":["set"]}}}',
    '{"json":{"__proto__":{"polluted":true},"name":"ok"}}',
    '{"json":{"name":"\\u0000"}}',
    "[]",
    "7",
    "null",
  ];
  for (const body of bodies) {
    const answer = await post("accessKeys.create", { cookie }, body);
    expect([body, answer.status < 500]).toStrictEqual([body, true]);
  }
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

test("an unforeseen failure is 500, its cause in the log and nowhere else", async () => {
  server.admin.queries.overview = () => Promise.reject(new TypeError("the cause 4d1e"));
  const client = adminClient(server.url, { cookie });
  const failure = await client.admin.systemOverview.query(range).catch((error: unknown) => error);
  expect(failure).toMatchObject({ data: { httpStatus: 500, reason: "INTERNAL" } });
  expect(String(failure)).not.toContain("4d1e");
  expect(server.log.text).toContain("the cause 4d1e");
});
