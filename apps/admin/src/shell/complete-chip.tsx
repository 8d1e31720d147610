import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { classNames } from "../ui/class-names.ts";

/** How far behind the answer the figures may be before the chip says so, in milliseconds. Flushing takes about a second. */
const BEHIND_MS = 60_000;

interface CompleteChipProps {
  /** Null while the buffer cannot be asked. */
  readonly completeUntil: Date | null | undefined;
  /** When the answer came that said so, by this machine's clock. */
  readonly answeredMs: number;
}

/** How far the figures are complete. Amber when counting lags behind by more than a minute: nothing is lost, some is not yet counted. */
export const CompleteChip = ({
  completeUntil,
  answeredMs,
}: CompleteChipProps): ReactElement | null => {
  const { t, format } = useLocale();
  if (completeUntil === undefined || completeUntil === null) {
    return null;
  }
  const isBehind = answeredMs - completeUntil.getTime() > BEHIND_MS;
  const time = `${format.time(completeUntil.getTime())} ${format.zoneAt(completeUntil.getTime())}`;
  return (
    <span
      className={classNames(
        "inline-flex h-8 items-center gap-2 rounded-md px-2 text-xs whitespace-nowrap",
        isBehind ? "bg-warn-soft text-warn" : "text-ink-soft",
      )}
      title={isBehind ? t.complete.behindHint : t.complete.hint}
    >
      <svg
        aria-hidden="true"
        className={classNames("size-2", !isBehind && "animate-breathe")}
        viewBox="0 0 8 8"
      >
        <circle className={isBehind ? "fill-warn" : "fill-good"} cx="4" cy="4" r="4" />
      </svg>
      {isBehind ? t.complete.behind(time) : t.complete.until(time)}
    </span>
  );
};
