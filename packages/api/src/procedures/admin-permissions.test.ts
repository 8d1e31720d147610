import { memberRoles } from "@tokenledger/usage";
import { initTRPC } from "@trpc/server";
import { expect, test } from "vitest";
import { mintAccessKey } from "../access-keys/access-key-token.ts";
import { adminRules } from "../admin-router.ts";
import { rolePermissions } from "./permissions.ts";
import { procedureRules } from "./procedure-meta.ts";
import { AdminBench } from "../testing/admin-bench.ts";
import { TEST_PEPPER } from "../testing/memory-keys.ts";

/** Every procedure with what it asks of its caller. */
const reviewed = {
  "accessKeys.create": "keys.manage",
  "accessKeys.disable": "keys.manage",
  "accessKeys.enable": "keys.manage",
  "accessKeys.get": "keys.read",
  "accessKeys.list": "keys.read",
  "accessKeys.rotate": "keys.manage",
  "accessKeys.update": "keys.manage",
  "admin.dataHealth": "ops.read",
  "admin.deadLetters": "ops.read",
  "admin.replay": "ops.replay",
  "admin.systemOverview": "usage.read",
  "admin.topConsumers": "usage.read",
  "aggregates.jobs": "ops.read",
  "aggregates.rebuild": "ops.rebuild",
  "aggregates.runIncremental": "ops.rebuild",
  "aggregates.status": "ops.read",
  "alerts.channels.create": "alerts.manage",
  "alerts.channels.list": "alerts.read",
  "alerts.channels.remove": "alerts.manage",
  "alerts.channels.update": "alerts.manage",
  "alerts.create": "alerts.manage",
  "alerts.deliveries": "alerts.read",
  "alerts.events": "alerts.read",
  "alerts.get": "alerts.read",
  "alerts.list": "alerts.read",
  "alerts.mute": "alerts.manage",
  "alerts.preview": "alerts.read",
  "alerts.remove": "alerts.manage",
  "alerts.retry": "alerts.manage",
  "alerts.test": "alerts.manage",
  "alerts.update": "alerts.manage",
  "audit.list": "audit.read",
  "audit.verify": "audit.read",
  "auth.changePassword": "session",
  "auth.login": "anyone",
  "auth.logout": "anyone",
  "auth.me": "session",
  "auth.revokeSession": "session",
  "auth.sessions": "session",
  "members.create": "members.manage",
  "members.disable": "members.manage",
  "members.enable": "members.manage",
  "members.list": "members.read",
  "members.resetPassword": "members.manage",
  "members.revokeSession": "members.manage",
  "members.sessions": "members.manage",
  "members.update": "members.manage",
  "exports.cancel": "exports.create",
  "exports.create": "exports.create",
  "exports.download": "exports.read",
  "exports.get": "exports.read",
  "exports.list": "exports.read",
  "prices.create": "prices.manage",
  "prices.importFile": "prices.manage",
  "prices.list": "prices.read",
  "prices.remove": "prices.manage",
  "prices.reprice": "prices.manage",
  "prices.runs": "prices.read",
  "prices.undo": "prices.manage",
  "prices.update": "prices.manage",
  "reconcile.links": "reconcile.read",
  "reconcile.report": "reconcile.read",
  "reconcile.run": "reconcile.manage",
  "reconcile.runs": "reconcile.read",
  "reconcile.setLinks": "reconcile.manage",
  "quotas.create": "quotas.manage",
  "quotas.get": "quotas.read",
  "quotas.list": "quotas.read",
  "quotas.remove": "quotas.manage",
  "quotas.update": "quotas.manage",
  "retention.drop": "retention.manage",
  "retention.months": "retention.read",
  "retention.preview": "retention.read",
  "usage.accessKeyStatistics": "usage.read",
  "usage.cacheAdvice": "usage.read",
  "usage.details": "usage.read.detail",
  "usage.explain": "usage.read",
  "usage.tail": "usage.read.detail",
  "usage.timeHistogram": "usage.read",
  "usage.trends": "usage.read",
  "usage.userStatistics": "usage.read",
  "usage.whatIf": "usage.read",
  "users.create": "users.manage",
  "users.disable": "users.manage",
  "users.enable": "users.manage",
  "users.get": "users.read",
  "users.list": "users.read",
  "users.pseudonymise": "users.pseudonymise",
  "users.update": "users.manage",
};

test("the permission table is the reviewed one", () => {
  const table = Object.fromEntries(adminRules.map(({ path, permission }) => [path, permission]));
  expect(table).toStrictEqual(reviewed);
});

const everyday = [
  "usage.read",
  "usage.read.detail",
  "keys.read",
  "keys.manage",
  "ops.read",
  "ops.rebuild",
  "ops.replay",
  "users.read",
  "users.manage",
  "prices.read",
  "prices.manage",
  "audit.read",
  "members.read",
  "retention.read",
  "members.manage",
  "usage.unmask",
  "ops.panel",
  "reconcile.read",
  "reconcile.manage",
  "quotas.read",
  "quotas.manage",
  "alerts.read",
  "alerts.manage",
  "exports.read",
  "exports.create",
];
const forGood = ["users.pseudonymise", "retention.manage"];

test("what each role may do is the reviewed table", () => {
  expect({
    ...rolePermissions,
    owner: [...rolePermissions.owner].sort(),
    admin: [...rolePermissions.admin].sort(),
  }).toStrictEqual({
    owner: [...everyday, ...forGood].sort(),
    admin: [...everyday].sort(),
    analyst: [
      "usage.read",
      "usage.read.detail",
      "keys.read",
      "users.read",
      "prices.read",
      "exports.read",
      "exports.create",
      "reconcile.read",
      "quotas.read",
    ],
    auditor: [
      "ops.read",
      "usage.read",
      "keys.read",
      "users.read",
      "prices.read",
      "audit.read",
      "members.read",
      "retention.read",
      "reconcile.read",
      "quotas.read",
    ],
    member: ["usage.read"],
  });
});

/** Input is never valid here: whoever gets past the door meets BAD_REQUEST, or an answer. */
const answerTo = async (bench: AdminBench, path: string, token: string | null): Promise<string> => {
  try {
    await bench.call(path, token);
    return "in";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    return code === "BAD_REQUEST" ? "in" : String(code);
  }
};

test("every procedure lets in exactly the roles its permission names", async () => {
  const bench = new AdminBench();
  for (const role of memberRoles) {
    const member = await bench.addMember(role);
    for (const { path, permission } of adminRules) {
      const isAllowed =
        permission === "anyone" ||
        permission === "session" ||
        rolePermissions[role].some((held) => held === permission);
      // Its own session each time: logging out is one of the procedures.
      const token = await bench.openSession(member);
      expect([role, path, await answerTo(bench, path, token)]).toStrictEqual([
        role,
        path,
        isAllowed ? "in" : "FORBIDDEN",
      ]);
    }
  }
});

test("nobody, an access key and a session that never was are let in nowhere but to log in and out", async () => {
  const bench = new AdminBench();
  const { token: accessKey } = mintAccessKey({ env: "live", pepper: TEST_PEPPER });
  for (const token of [null, "", accessKey, `tls_${"A".repeat(43)}`]) {
    for (const { path, permission } of adminRules) {
      expect([path, await answerTo(bench, path, token)]).toStrictEqual([
        path,
        permission === "anyone" ? "in" : "UNAUTHORIZED",
      ]);
    }
  }
});

test("a procedure without a permission, or a description, stops the process before it serves", () => {
  const t = initTRPC.meta<object>().create();
  const bare = t.router({ a: { b: t.procedure.query(() => 1) } });
  expect(() => procedureRules(bare)).toThrow("a.b states no permission");
  const unknown = t.router({
    c: t.procedure.meta({ permission: "everything", description: "x" }).query(() => 1),
  });
  expect(() => procedureRules(unknown)).toThrow("c states no permission");
});
