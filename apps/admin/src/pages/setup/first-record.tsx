import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useEffectEvent, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { DAY_MS } from "../../period/utc-day.ts";
import { RecordHead } from "../../record/record-head.tsx";
import { buttonClass } from "../../ui/button.tsx";
import { FaultNotice } from "../../ui/fault-notice.tsx";
import { recordAddress } from "../../view/record-address.ts";

/** How often to look, in milliseconds: the record should be seen as it arrives. */
const LOOK_MS = 1000;

interface FirstRecordProps {
  readonly accessKeyId: string;
  /** When the key was made. Clocks differ: records of a day before count too, no other key can have sent them. */
  readonly sinceMs: number;
  readonly onArrive: () => void;
}

const Waiting = (): ReactElement => {
  const { t } = useLocale();
  return (
    <output className="block rounded-md border border-dashed border-line-strong px-4 py-8 text-center">
      <span className="block animate-breathe font-medium">{t.setup.waiting}</span>
      <span className="mt-2 block text-sm text-ink-soft">{t.setup.waitingHint}</span>
    </output>
  );
};

/** Waits for a key's first record and turns into it. */
export const FirstRecord = ({ accessKeyId, sinceMs, onArrive }: FirstRecordProps): ReactElement => {
  const { t, format } = useLocale();
  const trpc = useTrpc();
  const query = useQuery({
    ...trpc.usage.details.queryOptions({
      startDate: new Date(sinceMs - DAY_MS),
      endDate: new Date(sinceMs + 30 * DAY_MS),
      accessKeyIds: [accessKeyId],
      pageSize: 1,
    }),
    refetchInterval: ({ state }) => (state.data?.rows.length === 1 ? false : LOOK_MS),
  });
  const [record] = query.data?.rows ?? [];
  const hasArrived = record !== undefined;
  const arrive = useEffectEvent(onArrive);
  useEffect(() => {
    if (hasArrived) {
      arrive();
    }
  }, [hasArrived]);
  if (record === undefined) {
    return query.error === null ? (
      <Waiting />
    ) : (
      <FaultNotice error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return (
    <div className="space-y-4">
      <output className="block rounded-md bg-accent-soft p-3">
        <span className="block font-semibold">{t.setup.arrived}</span>
        <span className="block text-sm">
          {t.setup.arrivedHint(
            `${format.time(record.occurTimeMs)} ${format.zoneAt(record.occurTimeMs)}`,
          )}
        </span>
      </output>
      <RecordHead record={record} />
      <Link
        className={buttonClass("primary")}
        search={{ range: "today", record: recordAddress(record) }}
        to="/requests"
      >
        {t.setup.openRecord}
      </Link>
    </div>
  );
};
