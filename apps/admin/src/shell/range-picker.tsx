import type { ReactElement, ReactNode } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { rangePresets, shiftRange, type RangePreset } from "../period/range.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { CustomRange } from "./custom-range.tsx";
import { segmentClass } from "../ui/segment-class.ts";
import { ZonePicker } from "../zone/zone-picker.tsx";

interface RangePickerProps {
  readonly range: string;
  readonly nowMs: number;
  readonly onRange: (range: string) => void;
  /** Where there is no choice of the days' zone; missing: the address says whose they are. */
  readonly fixedZone?: string;
  /** Stands at the end of the line. */
  readonly children?: ReactNode;
}

/** Left out where the screen is narrow, but for the one that is on; the dates reach them too. */
const wideOnly: ReadonlySet<RangePreset> = new Set(["yesterday", "30d", "lastMonth", "qtd"]);

const Presets = ({
  range,
  onRange,
}: Pick<RangePickerProps, "range" | "onRange">): ReactElement[] => {
  const { t } = useLocale();
  return rangePresets.map((preset) => (
    <button
      aria-pressed={range === preset}
      className={classNames(
        segmentClass(range === preset),
        wideOnly.has(preset) && range !== preset && "max-sm:hidden",
      )}
      key={preset}
      onClick={() => {
        onRange(preset);
      }}
      type="button"
    >
      {t.range.presets[preset]}
    </button>
  ));
};

const Step = ({
  step,
  range,
  nowMs,
  onRange,
  fixedZone,
}: RangePickerProps & { readonly step: -1 | 1 }): ReactElement => {
  const { t, zone } = useLocale();
  const next = shiftRange(range, step, nowMs, fixedZone ?? zone);
  return (
    <Button
      aria-label={step === -1 ? t.range.earlier : t.range.later}
      disabled={next === range}
      isSquare
      look="bare"
      onClick={() => {
        onRange(next);
      }}
    >
      <Icon name={step === -1 ? "previous" : "next"} />
    </Button>
  );
};

/** Chooses the period: presets one click away, two dates for anything else, and steps back and forth. */
export const RangePicker = (props: RangePickerProps): ReactElement => {
  const { t } = useLocale();
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">{t.range.label}</legend>
      <div className="flex items-center rounded-md bg-sunken p-0.5 max-sm:flex-wrap">
        <Presets onRange={props.onRange} range={props.range} />
        <CustomRange key={props.range} {...props} />
      </div>
      {/* One piece: where there is no room beside the presets, all of it stands below them. */}
      <div className="flex grow items-center gap-1">
        <Step {...props} step={-1} />
        <Step {...props} step={1} />
        {props.fixedZone === undefined ? (
          <ZonePicker />
        ) : (
          <span className="px-2 text-sm text-ink-soft">{props.fixedZone}</span>
        )}
        {props.children === undefined ? null : (
          <div className="ml-auto flex flex-wrap items-center justify-end">{props.children}</div>
        )}
      </div>
    </fieldset>
  );
};
