import { once } from "node:events";
import { createServer } from "node:http";
import { TRPCError, initTRPC } from "@trpc/server";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import superjson from "superjson";
import { z } from "zod";

interface Context {
  readonly bearer: string | undefined;
  setCookie(cookie: string): void;
}

const t = initTRPC.context<Context>().create({ transformer: superjson });

const login = t.procedure
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
  });

const statistics = t.procedure
  .input(z.object({ startDate: z.date(), aggregationPeriod: z.string() }).loose())
  .query(({ ctx, input }) => ({
    rows: [
      {
        dimensionId: ctx.bearer ?? "",
        inputTokens: 9_007_199_254_740_993n,
        outputTokens: 2n,
      },
    ],
    completeUntil: input.startDate,
  }));

const router = t.router({
  auth: t.router({ login }),
  usage: t.router({ userStatistics: statistics }),
});

/** A stand-in for the admin router with two of its procedures: the real one has tests of its own. */
export interface AdminStandIn {
  readonly url: string;
  /** Requests so far. */
  readonly requestCount: () => number;
  close(): Promise<void>;
}

/** Starts it on a free port of the loopback. */
export const startAdminStandIn = async (): Promise<AdminStandIn> => {
  let count = 0;
  const handle = createHTTPHandler({
    router,
    basePath: "/trpc/admin/",
    createContext: ({ req, res }) => ({
      bearer: req.headers.authorization,
      setCookie: (cookie) => res.appendHeader("set-cookie", cookie),
    }),
  });
  const server = createServer((request, response) => {
    count += 1;
    handle(request, response);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}`,
    requestCount: () => count,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};
