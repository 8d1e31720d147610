import { useId, type ComponentProps, type ReactElement, type ReactNode } from "react";
import { classNames } from "./class-names.ts";

/** The classes of every box one can type into or choose from. */
export const inputClass =
  "h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink placeholder:text-ink-soft";

interface LabelledProps {
  readonly label: string;
  /** Keeps the label for screen readers only, where the place already says it. */
  readonly isLabelHidden?: boolean;
}

const Labelled = ({
  id,
  label,
  isLabelHidden = false,
  children,
  className,
}: LabelledProps & {
  readonly id: string;
  readonly children: ReactNode;
  readonly className: string | undefined;
}): ReactElement => (
  <div className={classNames("flex min-w-0 flex-col gap-1", className)}>
    <label className={isLabelHidden ? "sr-only" : "text-xs text-ink-soft"} htmlFor={id}>
      {label}
    </label>
    {children}
  </div>
);

/** A text box with its label. */
export const TextField = ({
  label,
  isLabelHidden,
  className,
  ...rest
}: LabelledProps & ComponentProps<"input">): ReactElement => {
  const id = useId();
  return (
    <Labelled className={className} id={id} isLabelHidden={isLabelHidden ?? false} label={label}>
      <input className={inputClass} id={id} {...rest} />
    </Labelled>
  );
};

/** A box for more than a line, with its label. */
export const TextAreaField = ({
  label,
  isLabelHidden,
  className,
  ...rest
}: LabelledProps & ComponentProps<"textarea">): ReactElement => {
  const id = useId();
  return (
    <Labelled className={className} id={id} isLabelHidden={isLabelHidden ?? false} label={label}>
      <textarea
        className="min-w-0 rounded-md border border-line-strong bg-surface px-2 py-1 text-sm text-ink placeholder:text-ink-soft"
        id={id}
        {...rest}
      />
    </Labelled>
  );
};

/** A box to tick, with its label beside it. */
export const CheckField = ({
  label,
  isChecked,
  onCheck,
}: {
  readonly label: string;
  readonly isChecked: boolean;
  readonly onCheck: (isChecked: boolean) => void;
}): ReactElement => (
  <label className="inline-flex h-8 items-center gap-2 text-sm whitespace-nowrap">
    <input
      checked={isChecked}
      className="size-4 accent-accent"
      onChange={(event) => {
        onCheck(event.target.checked);
      }}
      type="checkbox"
    />
    {label}
  </label>
);

interface SelectFieldProps<Value extends string> extends LabelledProps {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly name: string }[];
  readonly onChoose: (value: Value) => void;
  readonly className?: string;
}

/** The browser's own list to choose from, with its label. */
export const SelectField = <Value extends string>({
  label,
  isLabelHidden,
  value,
  options,
  onChoose,
  className,
}: SelectFieldProps<Value>): ReactElement => {
  const id = useId();
  return (
    <Labelled className={className} id={id} isLabelHidden={isLabelHidden ?? false} label={label}>
      <select
        className={inputClass}
        id={id}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) {
            onChoose(chosen.value);
          }
        }}
        value={value}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </Labelled>
  );
};
