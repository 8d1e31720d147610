import { Link } from "@tanstack/react-router";
import type { DetailRow } from "@tokenledger/usage";
import { useEffect, useEffectEvent, useRef, type ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { useMinute } from "../../period/use-minute.ts";
import { RecordHeads, RecordRow, rowLinkClass } from "../../record/record-row.tsx";
import { useArrivals } from "../../record/use-arrivals.ts";
import { useShortcuts } from "../../shell/use-shortcuts.ts";
import { classNames } from "../../ui/class-names.ts";
import { useRowWindow } from "../../ui/use-row-window.ts";
import { recordAddress } from "../../view/record-address.ts";

/** Height of a row, in pixels: one line of text with its padding and its rule. */
const ROW_PX = 38;
/** Rows drawn beyond what is seen, above and below. */
const OVERSCAN = 12;

interface RecordListProps {
  readonly rows: readonly DetailRow[];
  readonly openAddress: string | null;
  readonly hasOlder: boolean;
  readonly onOlder: () => void;
  /** Whether the newest are out of sight. */
  readonly onScrolled: (isScrolled: boolean) => void;
}

interface WindowProps extends Pick<RecordListProps, "rows" | "openAddress"> {
  readonly first: number;
  readonly last: number;
}

const Window = ({ rows, openAddress, first, last }: WindowProps): ReactElement[] => {
  const { t, format } = useLocale();
  const nowMs = useMinute();
  const arrivals = useArrivals(rows);
  return rows.slice(first, last + 1).map((row) => {
    const address = recordAddress(row);
    const moment = format.shortMoment(row.occurTimeMs, nowMs);
    return (
      <RecordRow
        className={classNames(
          address === openAddress && "bg-accent-soft",
          arrivals.has(address) && "animate-arrive",
        )}
        key={address}
        row={row}
      >
        <Link
          aria-label={t.record.open(moment)}
          className={rowLinkClass}
          resetScroll={false}
          search={(now) => ({ ...now, record: address })}
          to="."
        >
          {moment}
        </Link>
      </RecordRow>
    );
  });
};

/** Rows that are not drawn, as empty height. */
const Spacer = ({ rowCount }: { readonly rowCount: number }): ReactElement | null =>
  rowCount <= 0 ? null : (
    <tr aria-hidden="true" style={{ height: rowCount * ROW_PX }}>
      <td colSpan={12}>&nbsp;</td>
    </tr>
  );

/** J and K walk from row to row; Enter, the link's own key, opens. */
const useRowKeys = (box: { readonly current: HTMLElement | null }): void => {
  const walk = (step: -1 | 1): void => {
    const links = Array.from(box.current?.querySelectorAll<HTMLElement>("tbody a") ?? []);
    const here = links.findIndex((link) => link === document.activeElement);
    links[here === -1 ? 0 : here + step]?.focus();
  };
  useShortcuts({
    next: () => {
      walk(1);
    },
    previous: () => {
      walk(-1);
    },
  });
};

/** Any number of records in a box that scrolls; only what is seen is drawn, and older ones are fetched as their place is reached. */
export const RecordList = (props: RecordListProps): ReactElement => {
  const { t } = useLocale();
  const box = useRef<HTMLDivElement>(null);
  const { rows, hasOlder } = props;
  const { first, last } = useRowWindow({
    box,
    count: rows.length,
    rowPx: ROW_PX,
    overscan: OVERSCAN,
  });
  const rowCount = rows.length;
  const fetchOlder = useEffectEvent(props.onOlder);
  useEffect(() => {
    if (hasOlder && last >= rowCount - 1 - OVERSCAN) {
      fetchOlder();
    }
  }, [hasOlder, last, rowCount]);
  useRowKeys(box);
  return (
    <div
      className="relative -mx-4 max-h-[70dvh] overflow-auto"
      onScroll={(event) => {
        props.onScrolled(event.currentTarget.scrollTop > ROW_PX);
      }}
      ref={box}
    >
      <table aria-rowcount={hasOlder ? -1 : rows.length + 1} className="w-full text-sm">
        <caption className="sr-only">{t.requests.title}</caption>
        <thead className="sticky top-0 z-10 bg-surface">
          <tr className="border-b border-line text-left text-xs text-ink-soft">
            <RecordHeads />
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          <Spacer rowCount={first} />
          <Window first={first} last={last} openAddress={props.openAddress} rows={rows} />
          <Spacer rowCount={rows.length - 1 - last} />
        </tbody>
      </table>
    </div>
  );
};
