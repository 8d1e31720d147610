import type { AuditEvent } from "@tokenledger/usage";
import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import type { StatementRunner } from "../statement-runner.ts";

const APPEND_AUDIT_ENTRY = {
  text: sqlFile(new URL("./sql/append-audit-entry.sql", import.meta.url)),
  row: z.object({ seq: z.string() }),
};

/** Adds an entry in the runner's transaction, which keeps every later writer waiting until it ends. @throws UnavailableError */
export const appendEntry = async (runner: StatementRunner, event: AuditEvent): Promise<void> => {
  const { id, login, role, session, network, action, outcome, parameters } = event;
  await runner.rows(APPEND_AUDIT_ENTRY, [
    id,
    login,
    role,
    session,
    network,
    action,
    outcome,
    JSON.stringify(parameters),
  ]);
};
