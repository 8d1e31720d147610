import { isTracing } from "@tokenledger/tracing";
import type { AuditActor } from "@tokenledger/usage";
import { initTRPC } from "@trpc/server";
import type { AdminContext } from "./admin-context.ts";
import { answerTransformer } from "./answer-transformer.ts";
import { auditModeOf } from "../audit/audit-mode.ts";
import { callerNetwork } from "./caller-network.ts";
import { ForbiddenError } from "./forbidden-error.ts";
import { isAboutUsers, maskValue } from "../masking/mask-answer.ts";
import { Masker } from "../masking/masker.ts";
import { namedInput } from "../masking/named-input.ts";
import { meetsRequirement } from "./permissions.ts";
import type { ProcedureMeta } from "./procedure-meta.ts";
import { scopeOf } from "./scope-of.ts";
import type { FoundSession } from "../people/sessions.ts";
import { shapeError } from "./shape-error.ts";
import { toTrpcError } from "./to-trpc-error.ts";
import { tracedProcedure } from "./traced-procedure.ts";

const t = initTRPC
  .context<AdminContext>()
  .meta<ProcedureMeta>()
  .create({ isDev: false, transformer: answerTransformer, errorFormatter: shapeError });

const withMappedErrors = t.middleware(async ({ path, next }) => {
  const result = isTracing() ? await tracedProcedure(path, next) : await next();
  if (!result.ok) {
    throw toTrpcError(result.error);
  }
  return result;
});

/** Makes a router of the admin instance. */
export const adminRouterOf = t.router;

/** Makes one router of several, whose procedures then stand side by side. */
export const mergedAdminRouters = t.mergeRouters;

/** For procedures that say `anyone`; every other is refused here, whoever calls. */
export const anyoneProcedure = t.procedure.use(withMappedErrors).use(async ({ meta, next }) => {
  if (meta?.permission !== "anyone") {
    throw new ForbiddenError("This procedure is not open to everyone.");
  }
  return next();
});

/** What a member may do while their password is one that somebody else chose. */
const WITH_BORROWED_PASSWORD: ReadonlySet<string> = new Set(["auth.me", "auth.changePassword"]);

const actorOf = (ctx: AdminContext, { id, member }: FoundSession): AuditActor => ({
  id: member.id,
  login: member.login,
  role: member.role,
  session: id,
  network: callerNetwork(ctx.ipAddress),
});

/**
 * For members. The session is found, then the role is held against `meta.permission`, both before `.input` reads the body; a refusal
 * is told to the audit log. A procedure that states no permission is refused to everybody.
 *
 * Then the call is told to the audit log as `meta.audit` says (see `AuditMode`): a sensitive read is answered, and a change made, only
 * if its entry stands.
 *
 * The answer is masked for who may not know people by name (`usage.unmask`), whatever the procedure is: see `maskValue`.
 */
export const memberProcedure = t.procedure
  .use(withMappedErrors)
  .use(async ({ ctx, meta, path, getRawInput, next }) => {
    const session = await ctx.sessions.find(ctx.sessionToken);
    const { member } = session;
    const actor = actorOf(ctx, session);
    if (member.mustChangePassword && !WITH_BORROWED_PASSWORD.has(path)) {
      throw new ForbiddenError("Change your password first.");
    }
    const tellDenied = async (): Promise<void> =>
      ctx.audit.tellOnce({ actor, action: path, input: await getRawInput() }, "denied");
    if (meta === undefined || !meetsRequirement(member.role, meta.permission)) {
      await tellDenied();
      throw new ForbiddenError("Your role does not allow this.");
    }
    const result = await next({
      ctx: { member, scope: scopeOf(member), sessionId: session.id, actor },
    });
    // Some procedures look closer than the role: an admin may disable members, but no owner.
    if (!result.ok && result.error.cause instanceof ForbiddenError) await tellDenied();
    return result;
  })
  // Who was shown a pseudonym may ask by it: names take its place before the input is read.
  .use(async ({ ctx, getRawInput, next }) =>
    next({ getRawInput: async () => namedInput(ctx.pseudonyms, await getRawInput()) }),
  )
  .use(async ({ ctx, meta, path, type, getRawInput, next }) => {
    const mode = meta === undefined ? "before" : auditModeOf(type, meta);
    if (mode === "none") return next();
    const call = { actor: ctx.actor, action: path, input: await getRawInput() };
    if (mode === "within") {
      return ctx.audit.withChange(call, async () => {
        const result = await next();
        // Thrown, so that the transaction is taken back.
        if (!result.ok) throw result.error;
        return result;
      });
    }
    if (type === "query") await ctx.audit.tellOnce(call, "allowed");
    else await ctx.audit.tell(call, "allowed");
    return next();
  })
  .use(async ({ ctx, path, getRawInput, next }) => {
    const result = await next();
    if (!result.ok || meetsRequirement(ctx.member.role, "usage.unmask")) return result;
    const { pepper, pseudonyms: book, member } = ctx;
    const masker = new Masker({ pepper, book, ownNames: new Set(member.userNames) });
    const data = maskValue(masker, result.data, isAboutUsers(path, await getRawInput()));
    return { ...result, data };
  });
