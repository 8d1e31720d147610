import type { ReactElement, ReactNode } from "react";

/** A few facts in one line, each with its name; wraps where it is narrow. */
export const FactLine = ({
  facts,
}: {
  readonly facts: readonly { readonly name: string; readonly value: ReactNode }[];
}): ReactElement => (
  <dl className="flex flex-wrap items-center gap-x-6 gap-y-1 text-sm">
    {facts.map(({ name, value }) => (
      <div className="flex min-w-0 items-center gap-2" key={name}>
        <dt className="whitespace-nowrap text-ink-soft">{name}</dt>
        <dd className="min-w-0 truncate">{value}</dd>
      </div>
    ))}
  </dl>
);
