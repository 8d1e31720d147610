import type { Member, MemberRole } from "@tokenledger/usage";
import { callTRPCProcedure, getTRPCErrorFromUnknown, type TRPCError } from "@trpc/server";
import type { AdminContext, AdminServices, ExportedMonths } from "../procedures/admin-context.ts";
import { adminRouter, adminRules } from "../admin-router.ts";
import { AuditTrail } from "../audit/audit-trail.ts";
import { LoginLimiter } from "../people/login-limiter.ts";
import { PseudonymBook } from "../masking/pseudonym-book.ts";
import { Sessions, hashSessionToken, mintSessionToken } from "../people/sessions.ts";
import { FakeAlerts } from "./fake-alerts.ts";
import { FakeMoney } from "./fake-money.ts";
import { Reconciliation } from "@tokenledger/usage/reconcile";
import { FakeOperations } from "./fake-operations.ts";
import { FakeQueries } from "./fake-queries.ts";
import { FakeReconcile } from "./fake-reconcile.ts";
import { ManualClock } from "./manual-clock.ts";
import { MemoryAdmin } from "./memory-admin.ts";
import { MemoryAudit } from "./memory-audit.ts";
import { MemoryExports } from "./memory-exports.ts";
import { MemoryBuffer } from "./memory-buffer.ts";
import { TEST_PEPPER } from "./memory-keys.ts";
import { MemoryQuotas } from "./memory-quotas.ts";
import { MemoryMembers } from "./memory-members.ts";
import { MemoryRetention } from "./memory-retention.ts";

/** The admin router over doubles of its ports, called without HTTP. */
export class AdminBench {
  readonly clock = new ManualClock();
  readonly members = new MemoryMembers();
  readonly directory = new MemoryAdmin();
  readonly operations = new FakeOperations();
  readonly queries = new FakeQueries();
  readonly money = new FakeMoney();
  readonly reconcile = new FakeReconcile();
  /** False: there is no key to ask Anthropic with. */
  isReconcileConfigured = true;
  readonly quotas = new MemoryQuotas();
  readonly alerts = new FakeAlerts();
  readonly buffer = new MemoryBuffer();
  readonly exports = new MemoryExports();
  /** What the caller was given to carry, in order. */
  readonly carried: (string | null)[] = [];
  readonly auditLog = new MemoryAudit();
  readonly pseudonyms = new PseudonymBook();
  readonly retention = new MemoryRetention();
  exportedMonths: ExportedMonths | undefined = undefined;
  readonly audit = new AuditTrail({
    log: this.auditLog,
    pepper: TEST_PEPPER,
    clock: this.clock.now,
  });
  readonly sessions = new Sessions({
    members: this.members,
    sessions: this.members,
    limiter: new LoginLimiter(this.clock.now),
    clock: this.clock.now,
  });

  /** What the router works with. */
  get services(): AdminServices {
    return {
      sessions: this.sessions,
      directory: this.directory,
      operations: this.operations,
      members: this.members,
      audit: this.audit,
      pseudonyms: this.pseudonyms,
      retention: this.retention,
      erasure: this.retention,
      exportedMonths: this.exportedMonths,
      queries: this.queries,
      costs: this.money,
      prices: this.money,
      reconciliation: new Reconciliation({
        reports: this.isReconcileConfigured ? this.reconcile : null,
        store: this.reconcile,
        prices: this.money,
        clock: this.clock.now,
      }),
      quotas: this.quotas,
      alerts: this.alerts.ledger,
      notifier: this.alerts,
      secretBox: this.alerts,
      exports: this.exports,
      buffer: this.buffer,
      pepper: TEST_PEPPER,
      keyEnvironment: "test",
      clock: this.clock.now,
    };
  }

  async addMember(role: MemberRole, passwordHash = "none"): Promise<Member> {
    return this.members.createMember({ login: role, role, passwordHash });
  }

  /** The token of a new session, opened without a password. */
  async openSession(member: Member): Promise<string> {
    const token = mintSessionToken();
    const now = new Date(this.clock.now());
    await this.members.createSession(member.id, hashSessionToken(token), now);
    return token;
  }

  call(path: string, sessionToken: string | null, input?: unknown): Promise<unknown> {
    return callTRPCProcedure({
      router: adminRouter,
      path,
      type: adminRules.find((rule) => rule.path === path)?.type ?? "query",
      ctx: this.#contextOf(sessionToken),
      getRawInput: () => Promise.resolve(input),
      signal: undefined,
      batchIndex: 0,
    });
  }

  /** The error of a call that must fail. */
  async failureOf(path: string, sessionToken: string | null, input?: unknown): Promise<TRPCError> {
    try {
      await this.call(path, sessionToken, input);
    } catch (error) {
      return getTRPCErrorFromUnknown(error);
    }
    throw new Error(`${path} succeeded`);
  }

  #contextOf(sessionToken: string | null): AdminContext {
    return {
      ...this.services,
      sessionToken,
      ipAddress: "192.0.2.1",
      carrySession: (token) => {
        this.carried.push(token);
      },
    };
  }
}
