import { useState, type FormEvent, type ReactElement } from "react";
import { readFault } from "../data/read-fault.ts";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";

interface KeyFormProps {
  readonly label: string;
  readonly isBusy: boolean;
  /** Of the last try; null before it. */
  readonly error: unknown;
  readonly onCreate: (name: string) => void;
}

/** Asks for the name of a new key. */
export const KeyForm = ({ label, isBusy, error, onCreate }: KeyFormProps): ReactElement => {
  const { t } = useLocale();
  const [name, setName] = useState("");
  const fault = error === null ? null : readFault(error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== "") {
      onCreate(name.trim());
    }
  };
  return (
    <form className="space-y-4" onSubmit={submit}>
      <TextField
        autoComplete="off"
        label={label}
        maxLength={128}
        onChange={(event) => {
          setName(event.target.value);
        }}
        placeholder={t.keys.namePlaceholder}
        required
        value={name}
      />
      {fault === null ? null : (
        <p className="text-sm text-bad" role="alert">
          {fault.kind === "forbidden" ? t.state.forbiddenHint : t.keys.createFailed}{" "}
          {fault.requestId === null ? "" : t.state.requestId(fault.requestId)}
        </p>
      )}
      <Button disabled={isBusy || name.trim() === ""} look="primary" type="submit">
        {isBusy ? t.keys.creating : t.keys.create}
      </Button>
    </form>
  );
};
