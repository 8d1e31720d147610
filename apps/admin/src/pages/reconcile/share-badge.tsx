import type { ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { Badge } from "../../ui/badge.tsx";
import { shareTone } from "./share-tone.ts";

const PERCENT = 100;

/** A share in hundredths of a percent, as per cent with both digits: 99.98 is not 100. */
export const ShareBadge = ({ basisPoints }: { readonly basisPoints: number }): ReactElement => {
  const { format } = useLocale();
  return <Badge tone={shareTone(basisPoints)}>{`${format.exact(basisPoints / PERCENT)}%`}</Badge>;
};
