import type { RoleSettings } from "../settings/role-settings.ts";
import { about, type Finding } from "./finding.ts";

const { ok, fails } = about("settings");

/** What each role thinks of its settings; a fault that several share is told once. */
export const checkSettings = (read: readonly RoleSettings[]): readonly Finding[] => {
  const rolesOf = new Map<string, string[]>();
  for (const { role, faults } of read) {
    for (const fault of faults) rolesOf.set(fault, [...(rolesOf.get(fault) ?? []), role]);
  }
  if (rolesOf.size === 0) return [ok(`${read.map(({ role }) => role).join(", ")} can read theirs`)];
  return Array.from(rolesOf, ([fault, roles]) =>
    fails(`${fault} (${roles.join(", ")})`, "docs/environment.md says what each setting is."),
  );
};
