import { useEffect, useMemo, useState, type ReactElement, type ReactNode } from "react";
import { catalogues, type Language } from "../catalogue/catalogue.ts";
import { createFormatter } from "../format/formatter.ts";
import { UTC } from "../zone/zone.ts";
import { LocaleContext, type Locale } from "./locale-context.ts";
import { remember } from "./remembered.ts";

interface LocaleProviderProps {
  /** The one to begin with. */
  readonly language: Language;
  readonly children: ReactNode;
}

/** Holds the reader's language. */
export const LocaleProvider = ({ language, children }: LocaleProviderProps): ReactElement => {
  const [current, setCurrent] = useState(language);
  useEffect(() => {
    document.documentElement.lang = current;
  }, [current]);
  const locale = useMemo<Locale>(
    () => ({
      language: current,
      t: catalogues[current],
      format: createFormatter(current, UTC),
      zone: UTC,
      setLanguage: (next) => {
        setCurrent(next);
        remember(() => localStorage, "language", next);
      },
    }),
    [current],
  );
  return <LocaleContext value={locale}>{children}</LocaleContext>;
};
