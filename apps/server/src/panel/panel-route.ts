import cookie from "@fastify/cookie";
import {
  ForbiddenError,
  adminRouter,
  meetsRequirement,
  panelProcedures,
  toTrpcError,
  type AdminServices,
} from "@tokenledger/api";
import type { FastifyInstance } from "fastify";
import type { SessionCookie } from "../admin/session-cookie.ts";
import { bearerToken } from "../bearer-token.ts";
import { trpcErrorAnswer } from "../trpc-error-answer.ts";

export interface PanelRouteOptions {
  readonly services: Pick<AdminServices, "sessions">;
  readonly sessionCookie: SessionCookie;
}

const { _def: definition } = adminRouter;
const { _config: config } = definition;

/**
 * `GET /api/panel`: every procedure of the admin router with its description, permission and the JSON Schema of its input, for members
 * with `ops.panel`. What the panel then runs goes through `/trpc/admin` like every other call.
 */
export const registerPanelRoute = async (
  app: FastifyInstance,
  { services, sessionCookie }: PanelRouteOptions,
): Promise<void> => {
  // Made when first asked for: a third of what a start would otherwise do.
  let body: string | null = null;
  await app.register(cookie);
  app.get("/api/panel", async (request, reply) => {
    reply.header("cache-control", "no-store").type("application/json");
    try {
      const token = sessionCookie.read(request) ?? bearerToken(request.headers.authorization);
      const { member } = await services.sessions.find(token);
      if (member.mustChangePassword || !meetsRequirement(member.role, "ops.panel")) {
        throw new ForbiddenError("Your role does not allow this.");
      }
      body ??= JSON.stringify({ procedures: panelProcedures() });
      return body;
    } catch (error) {
      const answer = trpcErrorAnswer(config, toTrpcError(error), undefined);
      return reply.code(answer.statusCode).headers(answer.headers).send(answer.body);
    }
  });
};
