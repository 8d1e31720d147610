import type { ReactElement } from "react";
import { readFault } from "../data/read-fault.ts";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface ConfirmDialogProps {
  readonly title: string;
  readonly hint: string;
  readonly action: string;
  readonly isDangerous: boolean;
  readonly isBusy: boolean;
  /** Of the last try; null before it. */
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Says what will happen before it happens. Stays open when it fails. */
export const ConfirmDialog = (props: ConfirmDialogProps): ReactElement => {
  const { t } = useLocale();
  const fault = props.error === null ? null : readFault(props.error);
  const reason = fault?.kind === "forbidden" ? t.state.forbiddenHint : t.status.changeFailed;
  return (
    <Dialog onClose={props.onClose} title={props.title}>
      <p className="text-ink-soft">{props.hint}</p>
      {fault === null ? null : (
        <p className="mt-3 text-sm text-bad" role="alert">
          {reason} {fault.requestId === null ? "" : t.state.requestId(fault.requestId)}
        </p>
      )}
      <div className="mt-6 flex justify-end gap-2">
        <Button onClick={props.onClose}>{t.app.cancel}</Button>
        <Button
          disabled={props.isBusy}
          look={props.isDangerous ? "danger" : "primary"}
          onClick={props.onConfirm}
        >
          {props.isBusy ? t.status.changing : props.action}
        </Button>
      </div>
    </Dialog>
  );
};
