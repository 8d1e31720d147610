import type { ReactElement } from "react";
import { readFault } from "../data/read-fault.ts";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "./button.tsx";
import { Notice } from "./notice.tsx";

interface FaultNoticeProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** An error inside one card: what failed, the request's id for whoever is asked about it, and another try. Forbidden says who can help. */
export const FaultNotice = ({ error, onRetry }: FaultNoticeProps): ReactElement => {
  const { t } = useLocale();
  const fault = readFault(error);
  if (fault.kind === "forbidden") {
    return <Notice hint={t.state.forbiddenHint} title={t.state.forbidden} />;
  }
  const hint = fault.kind === "offline" ? t.state.offline : t.state.errorHint;
  return (
    <Notice hint={hint} isAlert title={t.state.error}>
      {fault.requestId === null ? null : (
        <p className="font-mono text-xs text-ink-soft">{t.state.requestId(fault.requestId)}</p>
      )}
      <Button onClick={onRetry}>{t.state.retry}</Button>
    </Notice>
  );
};
