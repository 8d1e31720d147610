import type { FormEvent, ReactElement, ReactNode } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { FaultText } from "./fault-text.tsx";

interface FormDialogProps {
  readonly title: string;
  readonly hint: string;
  /** What the button says; "Save" where it is missing. */
  readonly action?: string;
  readonly isBusy: boolean;
  /** Whether what is filled in can be sent. */
  readonly isReady: boolean;
  readonly error: unknown;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** Fields; one that needs the whole width says `col-span-2`. */
  readonly children: ReactNode;
}

/** A form in a dialog: fields in two columns, the fault of the last try, two buttons. Stays open when it fails. */
export const FormDialog = (props: FormDialogProps): ReactElement => {
  const { t } = useLocale();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (props.isReady && !props.isBusy) {
      props.onSubmit();
    }
  };
  return (
    <Dialog onClose={props.onClose} title={props.title}>
      <form className="space-y-4" onSubmit={submit}>
        <p className="text-sm text-ink-soft">{props.hint}</p>
        <div className="grid grid-cols-2 gap-3">{props.children}</div>
        <FaultText error={props.error} />
        <div className="flex justify-end gap-2 pt-2">
          <Button onClick={props.onClose}>{t.app.cancel}</Button>
          <Button disabled={props.isBusy || !props.isReady} look="primary" type="submit">
            {props.isBusy ? t.status.changing : (props.action ?? t.status.save)}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
