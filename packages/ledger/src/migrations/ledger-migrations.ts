import { InitialLedger } from "./0001-initial-ledger.ts";
import { Prices } from "./0002-prices.ts";
import { Quotas } from "./0003-quotas.ts";
import { Alerts } from "./0004-alerts.ts";
import { Reliability } from "./0005-reliability.ts";
import { Questions } from "./0007-questions.ts";
import { People } from "./0008-people.ts";
import { Exports } from "./0009-exports.ts";
import { Reconcile } from "./0010-reconcile.ts";
import { Replay } from "./0014-replay.ts";
import { Rollups } from "./0015-rollups.ts";
import { LeastPrivilege } from "./0017-least-privilege.ts";
import { FailureIndex } from "./0018-failure-index.ts";
import { UnmirroredCells } from "./0025-unmirrored-cells-expand.ts";
import { FailureSums } from "./0026-failure-sums-expand.ts";
import { SummedDays } from "./0027-summed-days-expand.ts";
import { DayVersions } from "./0028-day-versions-expand.ts";
import { OutcomeDays } from "./0029-outcome-days-expand.ts";

/** Every migration, oldest first. Names are stored: never change one that was released. */
export const ledgerMigrations = [
  { name: "0001-initial-ledger", class: InitialLedger },
  { name: "0002-prices", class: Prices },
  { name: "0003-quotas", class: Quotas },
  { name: "0004-alerts", class: Alerts },
  { name: "0005-reliability", class: Reliability },
  { name: "0007-questions", class: Questions },
  { name: "0008-people", class: People },
  { name: "0009-exports", class: Exports },
  { name: "0010-reconcile", class: Reconcile },
  { name: "0014-replay", class: Replay },
  { name: "0015-rollups", class: Rollups },
  { name: "0017-least-privilege", class: LeastPrivilege },
  { name: "0018-failure-index", class: FailureIndex },
  { name: "0025-unmirrored-cells-expand", class: UnmirroredCells },
  { name: "0026-failure-sums-expand", class: FailureSums },
  { name: "0027-summed-days-expand", class: SummedDays },
  { name: "0028-day-versions-expand", class: DayVersions },
  { name: "0029-outcome-days-expand", class: OutcomeDays },
] as const;
