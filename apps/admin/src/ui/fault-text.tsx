import type { ReactElement } from "react";
import { readFault } from "../data/read-fault.ts";
import { useLocale } from "../locale/locale-context.ts";

interface FaultTextProps {
  /** Of the last try; null or undefined before it. */
  readonly error: unknown;
}

/** Why a change was not made, under the form that asked for it: the server's own reason where it refused the input, and the request's id. */
export const FaultText = ({ error }: FaultTextProps): ReactElement | null => {
  const { t } = useLocale();
  if (error === null || error === undefined) {
    return null;
  }
  const fault = readFault(error);
  const reason = fault.kind === "forbidden" ? t.state.forbiddenHint : t.status.changeFailed;
  return (
    <div className="space-y-1 text-sm text-bad" role="alert">
      <p>{reason}</p>
      {fault.reason === null ? null : <p lang="en">{fault.reason}</p>}
      {fault.requestId === null ? null : (
        <p className="font-mono text-xs">{t.state.requestId(fault.requestId)}</p>
      )}
    </div>
  );
};
