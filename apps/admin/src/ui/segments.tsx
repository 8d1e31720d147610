import type { ReactElement } from "react";
import { classNames } from "./class-names.ts";
import { segmentClass } from "./segment-class.ts";

interface SegmentsProps<Value extends string> {
  /** Spoken; what is chosen here. */
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly name: string }[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
  readonly className?: string;
}

/** A few choices side by side, one of them on. For more than five take a `SelectField`. */
export const Segments = <Value extends string>({
  label,
  options,
  value,
  onChoose,
  className,
}: SegmentsProps<Value>): ReactElement => (
  <fieldset className={classNames("flex items-center rounded-md bg-sunken p-0.5", className)}>
    <legend className="sr-only">{label}</legend>
    {options.map((option) => (
      <button
        aria-pressed={option.value === value}
        className={segmentClass(option.value === value)}
        key={option.value}
        onClick={() => {
          onChoose(option.value);
        }}
        type="button"
      >
        {option.name}
      </button>
    ))}
  </fieldset>
);
