import { useEffect, useMemo, useState, type ReactElement, type ReactNode } from "react";
import { loadCatalogue, type Catalogue, type Language } from "../catalogue/catalogue.ts";
import { createFormatter } from "../format/formatter.ts";
import { UTC } from "../zone/zone.ts";
import { LocaleContext, type Locale } from "./locale-context.ts";
import { remember } from "./remembered.ts";

interface LocaleProviderProps {
  readonly language: Language;
  /** The texts of that language, loaded before the first paint. */
  readonly catalogue: Catalogue;
  readonly children: ReactNode;
}

/** Holds the reader's language. A new one appears when its texts have arrived, never half. */
export const LocaleProvider = ({
  language,
  catalogue,
  children,
}: LocaleProviderProps): ReactElement => {
  const [current, setCurrent] = useState({ language, catalogue });
  useEffect(() => {
    document.documentElement.lang = current.language;
  }, [current.language]);
  const locale = useMemo<Locale>(
    () => ({
      language: current.language,
      t: current.catalogue,
      format: createFormatter(current.language, UTC),
      zone: UTC,
      setLanguage: async (next) => {
        setCurrent({ language: next, catalogue: await loadCatalogue(next) });
        remember(() => localStorage, "language", next);
      },
    }),
    [current],
  );
  return <LocaleContext value={locale}>{children}</LocaleContext>;
};
