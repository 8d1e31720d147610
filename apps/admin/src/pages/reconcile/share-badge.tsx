import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { Badge } from "../../ui/badge.tsx";

const PERCENT = 100;
const GOOD = 9990;
const FAIR = 9500;

/** A share in hundredths of a percent, as per cent with both digits: 99.98 is not 100. */
export const ShareBadge = ({ basisPoints }: { readonly basisPoints: number }): ReactElement => {
  const { format } = useLocale();
  const below = basisPoints >= FAIR ? "warn" : "bad";
  return (
    <Badge tone={basisPoints >= GOOD ? "good" : below}>
      {`${format.exact(basisPoints / PERCENT)}%`}
    </Badge>
  );
};
