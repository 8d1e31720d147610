import { useRef, useState, type FormEvent, type ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { customRange, isRange, presetOf, rangeDays, resolveRange } from "../period/range.ts";
import { HOUR_MS } from "../period/utc-day.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { TextField } from "../ui/field.tsx";
import { useDismiss } from "../ui/use-dismiss.ts";
import { segmentClass } from "../ui/segment-class.ts";

interface CustomRangeProps {
  readonly range: string;
  readonly nowMs: number;
  readonly onRange: (range: string) => void;
  readonly fixedZone?: string;
}

const RangeForm = ({ range, nowMs, onRange, fixedZone }: CustomRangeProps): ReactElement => {
  const { t, zone } = useLocale();
  const days = rangeDays(range, nowMs, fixedZone ?? zone);
  const [first, setFirst] = useState(days.first);
  const [last, setLast] = useState(days.last);
  const chosen = customRange(first, last);
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (isRange(chosen)) {
      onRange(chosen);
    }
  };
  return (
    <form
      className="absolute top-9 right-0 z-20 w-64 space-y-3 rounded-lg border border-line bg-surface p-4 shadow-xl"
      onSubmit={apply}
    >
      <TextField
        label={t.range.first}
        onChange={(event) => {
          setFirst(event.target.value);
        }}
        required
        type="date"
        value={first}
      />
      <TextField
        label={t.range.last}
        onChange={(event) => {
          setLast(event.target.value);
        }}
        required
        type="date"
        value={last}
      />
      {isRange(chosen) ? null : (
        <p className="text-sm text-bad" role="alert">
          {t.range.wrong}
        </p>
      )}
      <Button className="w-full" disabled={!isRange(chosen)} look="primary" type="submit">
        {t.range.apply}
      </Button>
    </form>
  );
};

/** The chosen days, or the hour. Its own component: the first date that is written costs the browser 40 ms, and most periods have a name. */
const Chosen = ({ range, nowMs, fixedZone }: CustomRangeProps): ReactElement => {
  const { format, zone } = useLocale();
  const { startMs, endMs } = resolveRange(range, nowMs, fixedZone ?? zone);
  const days = rangeDays(range, nowMs, fixedZone ?? zone);
  return (
    <>
      {endMs - startMs === HOUR_MS
        ? format.bucket(startMs, "hour", false)
        : format.dates(days.first, days.last)}
    </>
  );
};

/** Two dates for periods no preset names; shows the chosen ones while they are in force. Closed it has no boxes: two for dates take as long as a card. */
export const CustomRange = (props: CustomRangeProps): ReactElement => {
  const { t } = useLocale();
  const details = useRef<HTMLDetailsElement>(null);
  useDismiss(details);
  const [isOpen, setIsOpen] = useState(false);
  const isCustom = presetOf(props.range) === null;
  return (
    <details
      className="relative"
      onToggle={(event) => {
        setIsOpen(event.currentTarget.open);
      }}
      ref={details}
    >
      <summary className={classNames(segmentClass(isCustom), "flex list-none items-center")}>
        {isCustom ? <Chosen {...props} /> : t.range.custom}
      </summary>
      {isOpen ? (
        <RangeForm
          {...props}
          onRange={(next) => {
            props.onRange(next);
            details.current?.removeAttribute("open");
          }}
        />
      ) : null}
    </details>
  );
};
