import { useRef, type ReactElement } from "react";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useShortcuts } from "../../shell/use-shortcuts.ts";
import { inputClass } from "../../ui/field.tsx";
import type { PricesPart } from "./prices-part.ts";
import { pricesTexts } from "./prices-texts.ts";

/** Narrows the book to some models. Key: `/`. */
export const SearchBox = ({ search, onSearch }: PricesPart): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const ref = useRef<HTMLInputElement>(null);
  useShortcuts({ filter: () => ref.current?.focus() });
  return (
    <input
      aria-label={texts.search}
      autoComplete="off"
      className={`${inputClass} w-56 max-w-full`}
      maxLength={128}
      onChange={(event) => {
        const q = event.target.value === "" ? undefined : event.target.value;
        onSearch((now) => ({ ...now, q }));
      }}
      placeholder={texts.searchPlaceholder}
      ref={ref}
      type="search"
      value={search.q ?? ""}
    />
  );
};
