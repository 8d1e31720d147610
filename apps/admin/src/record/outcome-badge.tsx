import type { Outcome } from "@tokenledger/usage";
import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Badge, type BadgeTone } from "../ui/badge.tsx";

const tones: Record<Outcome, BadgeTone> = {
  complete: "plain",
  error: "bad",
  stream_error: "bad",
  transport_error: "bad",
  no_response: "bad",
  truncated: "warn",
  cancelled: "warn",
  abandoned: "warn",
};

interface OutcomeBadgeProps {
  readonly outcome: Outcome;
  /** Anthropic's own name of the error; null for none. */
  readonly errorType: string | null;
}

/** How a call ended, in a word; the error's own name in its title. */
export const OutcomeBadge = ({ outcome, errorType }: OutcomeBadgeProps): ReactElement => {
  const { t } = useLocale();
  return (
    <Badge tone={tones[outcome]} {...(errorType !== null && { title: errorType })}>
      {t.requests.outcomes[outcome]}
    </Badge>
  );
};
