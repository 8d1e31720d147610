import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { rangePresets, shiftRange, type RangePreset } from "../period/range.ts";
import { Button } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { CustomRange } from "./custom-range.tsx";
import { segmentClass } from "../ui/segment-class.ts";

interface RangePickerProps {
  readonly range: string;
  readonly nowMs: number;
  readonly onRange: (range: string) => void;
}

/** Left out where the screen is narrow; the dates reach them too. */
const wideOnly: ReadonlySet<RangePreset> = new Set(["30d", "lastMonth"]);

const Presets = ({ range, onRange }: Omit<RangePickerProps, "nowMs">): ReactElement[] => {
  const { t } = useLocale();
  return rangePresets.map((preset) => (
    <button
      aria-pressed={range === preset}
      className={classNames(
        segmentClass(range === preset),
        wideOnly.has(preset) && "max-sm:hidden",
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
}: RangePickerProps & { readonly step: -1 | 1 }): ReactElement => {
  const { t } = useLocale();
  const next = shiftRange(range, step, nowMs);
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
      <div className="flex items-center rounded-md bg-sunken p-0.5">
        <Presets onRange={props.onRange} range={props.range} />
        <CustomRange key={props.range} {...props} />
      </div>
      <Step {...props} step={-1} />
      <Step {...props} step={1} />
      <abbr className="text-xs text-ink-soft no-underline max-sm:hidden" title={t.range.utcHint}>
        {t.range.utc}
      </abbr>
    </fieldset>
  );
};
