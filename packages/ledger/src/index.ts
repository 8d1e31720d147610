export { inspectDatabase, type DatabaseInspection } from "./inspection/inspect-database.ts";
export {
  invariants,
  type Difference,
  type Invariant,
  type InvariantOptions,
} from "./invariants/check-invariants.ts";
export { createLedger, type Ledger } from "./ledger.ts";
export { migrate, migrationStatus, type MigrationStatus } from "./migrate.ts";
export type { DatabaseOptions } from "./open-database.ts";
export { refuseNewerSchema } from "./refuse-newer-schema.ts";
export type { PartitionReport } from "./usage-partitions.ts";
