import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, expect, test } from "vitest";
import { startBenchServer, type BenchServer } from "../testing/bench-server.ts";
import { rawCall, type RawAnswer } from "../testing/raw-call.ts";

const pageFolder = mkdtempSync(join(tmpdir(), "tokenledger-page-"));
mkdirSync(join(pageFolder, "assets"));
writeFileSync(join(pageFolder, "index.html"), "<!doctype html><title>the page</title>");
writeFileSync(join(pageFolder, "favicon.svg"), "<svg/>");
writeFileSync(
  join(pageFolder, "page-preloads.json"),
  JSON.stringify({
    "/": ["/assets/o.js"],
    "/keys": ["/assets/k.js"],
    "/keys/": ["/assets/a.js", "/assets/b.js"],
  }),
);
writeFileSync(join(pageFolder, "assets", "index-4f2a.js"), "export {};");
writeFileSync(join(pageFolder, "assets", "index-4f2a.js.gz"), gzipSync("export {};"));

let server: BenchServer;

const get = (path: string, method = "GET"): Promise<RawAnswer> =>
  rawCall(server.url + path, { method });

afterEach(async () => {
  await server.close();
});

afterAll(() => {
  rmSync(pageFolder, { recursive: true });
});

test("the page answers at every path that is no file and no API", async () => {
  server = await startBenchServer({ pageFolder });
  for (const path of ["/", "/keys", "/usage/by-user?from=2026-11-01", "/index.html", "/v1.2/x"]) {
    const answer = await get(path);
    expect([path, answer.status, answer.body]).toStrictEqual([
      path,
      200,
      expect.stringContaining("the page"),
    ]);
    expect(answer.headers["content-type"]).toMatch(/^text\/html/);
    expect(answer.headers["cache-control"]).toBe("no-cache");
  }
  expect(await get("/", "HEAD")).toMatchObject({ status: 200, body: "" });
});

test("what is missing is 404 and no page: API paths, files, other methods", async () => {
  server = await startBenchServer({ pageFolder });
  for (const path of ["/trpc/nothing", "/api/v1/x", "/assets/gone-1.js", "/robots.txt", "/.env"]) {
    const answer = await get(path);
    expect([path, answer.status]).toStrictEqual([path, 404]);
    expect(answer.body).not.toContain("the page");
  }
  expect((await get("/keys", "POST")).status).toBe(404);
});

test("nothing outside the page's folder is served", async () => {
  server = await startBenchServer({ pageFolder });
  for (const path of ["/../package.json", "/..%2f..%2fetc/passwd", "/assets/..%2f..%2fx.js"]) {
    const answer = await get(path);
    expect(answer.body).not.toMatch(/"name"|root:/);
    expect([path, answer.status >= 400 || answer.body.includes("the page")]).toStrictEqual([
      path,
      true,
    ]);
  }
});

test("files named by their content are kept for a year, others are asked for anew", async () => {
  server = await startBenchServer({ pageFolder });
  const asset = await get("/assets/index-4f2a.js");
  expect(asset.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(asset.headers["content-type"]).toMatch(/javascript/);
  expect((await get("/favicon.svg")).headers["cache-control"]).toBe("no-cache");
});

test("a page not built yet says how to build it", async () => {
  server = await startBenchServer({ pageFolder: "/nowhere" });
  const answer = await get("/keys");
  expect(answer.status).toBe(503);
  expect(answer.body).toContain("npx vite build apps/admin");
  expect((await get("/trpc/nothing")).status).toBe(404);
});

test("the page may load from its own origin alone, runs nothing inline, and stands in no frame", async () => {
  server = await startBenchServer({ pageFolder });
  const { headers } = await get("/");
  expect(headers["content-security-policy"]).toBe(
    "default-src 'self';object-src 'none';base-uri 'none';form-action 'self';frame-ancestors 'none'",
  );
  expect(headers).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
  });
  expect(headers["strict-transport-security"]).toBeUndefined();
  expect(headers["x-powered-by"]).toBeUndefined();
});

test("what is asked for after the question mark is not logged", async () => {
  server = await startBenchServer({ pageFolder });
  await get("/usage?user=canary-user");
  await expect.poll(() => server.log.text).toContain('"path":"/usage","statusCode":200');
  expect(server.log.text).not.toContain("canary-user");
});

test("over https browsers are told to stay there", async () => {
  server = await startBenchServer({ pageFolder, isHttps: true });
  const { headers } = await get("/");
  expect(headers["strict-transport-security"]).toBe("max-age=31536000");
});

test("health says live, ready with its checks, and what runs; stopping is live and not ready", async () => {
  const redis = { name: "redis", isRequired: true, check: () => Promise.resolve() };
  server = await startBenchServer({ checks: [redis] });
  expect(await get("/livez")).toMatchObject({ status: 200, body: '{"status":"live"}' });
  const ready = await get("/readyz");
  expect(ready.status).toBe(200);
  expect(JSON.parse(ready.body)).toMatchObject({
    isReady: true,
    checks: [{ name: "redis", isOk: true }],
  });
  expect(JSON.parse((await get("/version")).body)).toMatchObject({ version: "1.2.3" });
  server.readiness.beginStop();
  expect((await get("/readyz")).status).toBe(503);
  expect((await get("/livez")).status).toBe(200);
});

test("what lies there compressed is sent to those who take it, and says so; others get the file", async () => {
  server = await startBenchServer({ pageFolder });
  const file = `${server.url}/assets/index-4f2a.js`;
  const small = await rawCall(file, { method: "GET", headers: { "accept-encoding": "br, gzip" } });
  expect(small.headers["content-encoding"]).toBe("gzip");
  expect(small.headers.vary).toMatch(/accept-encoding/i);
  expect(small.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(small.headers["content-type"]).toMatch(/javascript/);
  const plain = await rawCall(file, { method: "GET", headers: { "accept-encoding": "identity" } });
  expect(plain.headers["content-encoding"]).toBeUndefined();
  expect(plain.body).toBe("export {};");
});

const linkAt = async (path: string) => (await get(path)).headers["link"];
const preload = (name: string): string => `</assets/${name}.js>; rel=modulepreload; crossorigin`;

test("the document's head names the scripts of the page at its address, and of no other", async () => {
  server = await startBenchServer({ pageFolder });
  expect(await linkAt("/?range=7d")).toBe(preload("o"));
  expect(await linkAt("/keys")).toBe(preload("k"));
  expect(await linkAt("/keys/2?why=all")).toBe(`${preload("a")}, ${preload("b")}`);
  expect(await linkAt("/nowhere")).toBeUndefined();
  expect(await linkAt("/favicon.svg")).toBeUndefined();
});

test("a page seen before is not sent again, and its scripts are still named", async () => {
  server = await startBenchServer({ pageFolder });
  const { etag = "" } = (await get("/keys")).headers;
  const again = await rawCall(`${server.url}/keys`, {
    method: "GET",
    headers: { "if-none-match": etag },
  });
  expect([again.status, again.body]).toEqual([304, ""]);
  expect(again.headers["link"]).toContain("/assets/k.js");
});
