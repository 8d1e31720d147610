import { useState, type FormEvent, type ReactElement, type ReactNode } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { FaultText } from "./fault-text.tsx";
import { TextField } from "./field.tsx";

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
  /** What must be typed before it can be done, for what cannot simply be undone; missing: a click is enough. */
  readonly typed?: string;
  /** What is asked or shown between the hint and the buttons: a reason, a dry run's figures. */
  readonly children?: ReactNode;
}

/** Says what will happen before it happens. Stays open when it fails. */
export const ConfirmDialog = (props: ConfirmDialogProps): ReactElement => {
  const { t } = useLocale();
  const [text, setText] = useState("");
  const isTyped = props.typed === undefined || text.trim() === props.typed;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isTyped && !props.isBusy) {
      props.onConfirm();
    }
  };
  return (
    <Dialog onClose={props.onClose} title={props.title}>
      <form className="space-y-4" onSubmit={submit}>
        <p className="text-ink-soft">{props.hint}</p>
        {props.children}
        {props.typed === undefined ? null : (
          <TextField
            autoComplete="off"
            label={t.status.typeToConfirm(props.typed)}
            onChange={(event) => {
              setText(event.target.value);
            }}
            spellCheck={false}
            value={text}
          />
        )}
        <FaultText error={props.error} />
        <div className="flex justify-end gap-2 pt-2">
          <Button onClick={props.onClose}>{t.app.cancel}</Button>
          <Button
            disabled={props.isBusy || !isTyped}
            look={props.isDangerous ? "danger" : "primary"}
            type="submit"
          >
            {props.isBusy ? t.status.changing : props.action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
