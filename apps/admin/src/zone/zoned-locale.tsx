import { useSearch } from "@tanstack/react-router";
import { useMemo, type ReactElement, type ReactNode } from "react";
import { createFormatter } from "../format/formatter.ts";
import { LocaleContext, useLocale } from "../locale/locale-context.ts";
import { UTC } from "./zone.ts";

/** Writes every moment below it in the zone of the address. */
export const ZonedLocale = ({ children }: { readonly children: ReactNode }): ReactElement => {
  const locale = useLocale();
  const { tz: zone = UTC } = useSearch({ from: "__root__" });
  const zoned = useMemo(
    () => ({ ...locale, zone, format: createFormatter(locale.language, zone) }),
    [locale, zone],
  );
  return <LocaleContext value={zoned}>{children}</LocaleContext>;
};
