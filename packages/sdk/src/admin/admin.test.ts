import { createServer, type Server } from "node:http";
import { once } from "node:events";
import { TRPCError, initTRPC } from "@trpc/server";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import superjson from "superjson";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { createTokenledgerClient } from "./tokenledger-client.ts";
import { openSession } from "./open-session.ts";

interface Context {
  readonly bearer: string | undefined;
  setCookie(cookie: string): void;
}

/** A stand-in with two of the real router's procedures: its own tests are the API's. */
const t = initTRPC.context<Context>().create({ transformer: superjson });
const router = t.router({
  auth: t.router({
    login: t.procedure
      .input(z.object({ login: z.string(), password: z.string() }))
      .mutation(({ ctx, input }) => {
        if (input.password !== "right") {
          throw new TRPCError({ code: "UNAUTHORIZED", message: "no" });
        }
        if (input.login !== "without-cookie") {
          ctx.setCookie("other=1; Path=/");
          ctx.setCookie("tl_session=a%2Bb; Path=/; HttpOnly");
        }
        return { login: input.login };
      }),
  }),
  usage: t.router({
    accessKeyStatistics: t.procedure
      .input(z.object({ startDate: z.date() }).loose())
      .query(({ ctx, input }) => ({
        rows: [{ inputTokens: 9_007_199_254_740_993n, bearer: ctx.bearer }],
        completeUntil: input.startDate,
      })),
  }),
});

let server: Server;
let url: string;
let requestCount = 0;

beforeAll(async () => {
  const handle = createHTTPHandler({
    router,
    basePath: "/trpc/admin/",
    createContext: ({ req, res }) => ({
      bearer: req.headers.authorization,
      setCookie: (cookie) => res.appendHeader("set-cookie", cookie),
    }),
  });
  server = createServer((request, response) => {
    requestCount += 1;
    handle(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `http://127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}/`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const question = {
  startDate: new Date("2026-11-01T00:00:00Z"),
  endDate: new Date("2026-12-01T00:00:00Z"),
  aggregationPeriod: "day" as const,
};

test("questions carry the token, dates and big numbers keep their types, one tick is one request", async () => {
  const client = createTokenledgerClient({ url, token: "a+b" });
  const before = requestCount;
  const [answer, again] = await Promise.all([
    client.usage.accessKeyStatistics.query(question),
    client.usage.accessKeyStatistics.query(question),
  ]);
  expect(answer).toMatchObject({
    rows: [{ inputTokens: 9_007_199_254_740_993n, bearer: "Bearer a+b" }],
    completeUntil: question.startDate,
  });
  expect(again).toEqual(answer);
  expect(requestCount).toBe(before + 1);
});

test("a session is opened with login and password", async () => {
  await expect(openSession({ url, login: "ada", password: "right" })).resolves.toBe("a+b");
  await expect(openSession({ url, login: "ada", password: "wrong" })).rejects.toThrow("no");
  const without = { url, login: "without-cookie", password: "right" };
  await expect(openSession(without)).rejects.toThrow("opened no session");
});
