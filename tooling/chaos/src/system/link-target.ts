import { linkFaults, type FaultKind } from "../faults/fault.ts";
import type { FaultProxy } from "../network/fault-proxy.ts";
import type { ChaosTarget } from "./chaos-target.ts";

/** A link that can be cut, muted, delayed or made a black hole. */
export const linkTarget = (proxy: FaultProxy): ChaosTarget => {
  let timer: NodeJS.Timeout | undefined;
  return {
    inject: (kind: FaultKind, durationMs) => {
      const fault = linkFaults.find((name) => name === kind);
      if (fault === undefined) return false;
      clearTimeout(timer);
      timer = setTimeout(() => proxy.heal(), durationMs);
      return proxy.inject(fault);
    },
    heal: async () => {
      clearTimeout(timer);
      proxy.heal();
      return Promise.resolve();
    },
  };
};
