import type { AdminRouter } from "@tokenledger/api";
import { useMutation } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useEffect, useRef, useState } from "react";
import { useTrpcClient } from "../../data/trpc.ts";

type Verified = inferRouterOutputs<AdminRouter>["audit"]["verify"];

/** How far the chain was followed. */
export interface VerifyProgress {
  readonly checked: number;
  readonly total: number;
}

/** What came of it. */
export interface Verdict extends VerifyProgress {
  readonly broken: Verified["broken"];
}

/** Follows the log's chain from its beginning to its head, a stretch after the other; stops where it breaks, and when the page is left. */
export const useVerification = () => {
  const client = useTrpcClient();
  const [progress, setProgress] = useState<VerifyProgress | null>(null);
  const isGone = useRef(false);
  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
    };
  }, []);
  const verify = useMutation({
    mutationFn: async (): Promise<Verdict> => {
      let after: Verified["next"] = null;
      let checked = 0;
      setProgress(null);
      for (;;) {
        const answer: Verified = await client.audit.verify.query({ after });
        checked += answer.checkedCount;
        after = answer.next;
        const reached = { checked, total: Math.max(checked, Number(answer.totalCount)) };
        if (after === null || answer.broken !== null || isGone.current) {
          return { ...reached, broken: answer.broken };
        }
        setProgress(reached);
      }
    },
  });
  return { verify, progress };
};
