import type { FaultKind } from "../faults/fault.ts";

/** Something that can be made to fail. */
export interface ChaosTarget {
  /**
   * From now on, for so long.
   *
   * @returns false when there was nothing to break: a dead process cannot be killed.
   */
  inject(kind: FaultKind, durationMs: number): boolean;
  /** Ends whatever is wrong with it. Resolves when it works again. */
  heal(): Promise<void>;
}
