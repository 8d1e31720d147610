import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Badge } from "./badge.tsx";

interface StatusBadgeProps {
  readonly status: "active" | "disabled" | "expired";
  /** Since when; null for active ones. */
  readonly since: Date | null;
}

/** Whether a key or a user may be used. */
export const StatusBadge = ({ status, since }: StatusBadgeProps): ReactElement => {
  const { t, format } = useLocale();
  const title = since === null ? {} : { title: t.status.since(format.moment(since.getTime())) };
  return (
    <Badge tone={status === "active" ? "good" : "warn"} {...title}>
      {t.status[status]}
    </Badge>
  );
};
