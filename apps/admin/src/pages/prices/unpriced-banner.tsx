import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { liveOptions } from "../../data/live.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { resolveRange } from "../../period/range.ts";
import { UTC } from "../../zone/zone.ts";
import { useMinute } from "../../period/use-minute.ts";
import { groupSums } from "../../ranking/group-sums.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { pricesTexts } from "./prices-texts.ts";

/** Models in use that have no price; nothing where every call has one. */
export const UnpricedBanner = ({
  onAdd,
}: {
  /** Asks to add a price of a model; null for members who may not. */
  readonly onAdd: ((model: string) => void) | null;
}): ReactElement | null => {
  const { format } = useLocale();
  const texts = usePageTexts(pricesTexts);
  const trpc = useTrpc();
  const span = resolveRange("30d", useMinute(), UTC);
  const { data } = useQuery({
    ...trpc.usage.trends.queryOptions({
      startDate: new Date(span.startMs),
      endDate: new Date(span.endMs),
      groupBy: "model",
    }),
    ...liveOptions(false),
  });
  const unpriced = groupSums(data?.points ?? []).filter((sums) => sums.unpricedRequests > 0n);
  const requests = unpriced.reduce((sum, sums) => sum + sums.unpricedRequests, 0n);
  if (requests === 0n) {
    return null;
  }
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-warn-soft px-4 py-3 text-sm">
      <p className="flex items-center gap-2 font-medium text-warn" title={texts.unpricedHint}>
        <Icon name="warning" />
        {texts.unpriced(format.exact(requests), Number(requests))}
      </p>
      {unpriced.map(({ group, unpricedRequests }) =>
        group === null ? null : (
          <span className="flex items-center gap-2" key={group}>
            <code className="font-mono text-xs">{group}</code>
            <span className="text-ink-soft">{format.exact(unpricedRequests)}</span>
            {onAdd === null ? null : (
              <Button
                onClick={() => {
                  onAdd(group);
                }}
              >
                {texts.form.add}
              </Button>
            )}
          </span>
        ),
      )}
    </div>
  );
};
