import type { BalanceSheet } from "./balance-sheet.ts";
import type { DeliveryState } from "./delivery/delivery-state.ts";

/** How the client stands. Plain data, made when asked for. */
export interface Health extends BalanceSheet {
  /** `disabled`: nothing is recorded, on purpose or for want of a server's address. */
  readonly state: DeliveryState | "disabled";
  /** Why the server is held or away. */
  readonly trouble: string | null;
  /** `memory`: there is no disk, by choice. `degraded`: there should be one and it refuses. */
  readonly spool: "disk" | "memory" | "degraded";
  /** Bytes of the spool on disk. */
  readonly spoolBytes: number;
  readonly memoryCount: number;
  readonly memoryBytes: number;
  /** Lines of the spool that were torn or damaged, and left out. */
  readonly damagedLineCount: number;
  /** How far this machine's clock is behind the server's, in milliseconds; 0 while it is right. */
  readonly clockOffsetMs: number;
  /** Calls that a hook could not read. They went through; they were not recorded. */
  readonly uncapturedCount: number;
  /** Calls that the guard refused: not made, not recorded. */
  readonly refusedCount: number;
  /** Calls that were made though the guard could ask nobody. */
  readonly unguardedCount: number;
}
