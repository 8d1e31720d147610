import { createContext, useContext } from "react";
import type { Catalogue, Language } from "../catalogue/catalogue.ts";
import type { Formatter } from "../format/formatter.ts";

/** The reader's language and time zone: texts, figures and moments, and how to change the language. */
export interface Locale {
  readonly language: Language;
  readonly t: Catalogue;
  readonly format: Formatter;
  /** IANA name of the zone whose hours, days and months the page shows; `ZonedLocale` takes it from the address. */
  readonly zone: string;
  /** Remembered for the next visit. */
  readonly setLanguage: (language: Language) => void;
}

/** Filled by `LocaleProvider`; null outside it. */
export const LocaleContext = createContext<Locale | null>(null);

/** The reader's language and zone. @throws Error outside `LocaleProvider`. */
export const useLocale = (): Locale => {
  const locale = useContext(LocaleContext);
  if (locale === null) {
    throw new Error("There is no LocaleProvider above this component.");
  }
  return locale;
};
