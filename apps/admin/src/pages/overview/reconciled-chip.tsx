import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useMay } from "../../data/use-member.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { viewPeriod } from "../../view/view-period.ts";
import { UTC } from "../../zone/zone.ts";
import { reconcileRange } from "../reconcile/reconcile-view.ts";
import { shareTone } from "../reconcile/share-tone.ts";
import { overviewTexts } from "./overview-texts.ts";

const PERCENT = 100;
const tones = { good: "fill-good", warn: "fill-warn", bad: "fill-bad" } as const;

/** How far the period's tokens agree with what Anthropic reports, and the way to why; nothing for those who may not see it. */
export const ReconciledChip = ({
  range,
  nowMs,
}: {
  readonly range: string;
  readonly nowMs: number;
}): ReactElement | null => {
  const { format } = useLocale();
  const texts = usePageTexts(overviewTexts);
  const trpc = useTrpc();
  const isAllowed = useMay("reconcile.read");
  // The days of UTC, as on the page it leads to: Anthropic counts in no others.
  const { span } = viewPeriod(range, nowMs, UTC);
  const { data } = useQuery({
    ...trpc.reconcile.report.queryOptions({ ...reconcileRange(span), groupBy: ["model"] }),
    ...liveOptions(false),
    enabled: isAllowed,
  });
  if (data === undefined) {
    return null;
  }
  const share = data.rows.length === 0 ? null : data.totals.tokenShareBasisPoints;
  return (
    <Link
      className="inline-flex h-8 items-center gap-2 rounded-md px-2 text-xs whitespace-nowrap text-ink-soft hover:bg-sunken hover:text-ink"
      search={{ range }}
      title={share === null ? texts.notReconciledHint : texts.reconciledHint}
      to="/reconcile"
    >
      {share === null ? null : (
        <svg aria-hidden="true" className="size-2" viewBox="0 0 8 8">
          <circle className={tones[shareTone(share)]} cx="4" cy="4" r="4" />
        </svg>
      )}
      {share === null ? texts.notReconciled : texts.reconciled(`${format.exact(share / PERCENT)}%`)}
    </Link>
  );
};
