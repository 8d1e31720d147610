import { useMutation } from "@tanstack/react-query";
import { useState, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { ReasonField } from "../../ui/reason-field.tsx";
import { FormDialog } from "../../ui/form-dialog.tsx";
import { pricesTexts } from "./prices-texts.ts";
import { readJsonFile, type ChosenFile } from "./read-json-file.ts";
import { usePricesChanged } from "./use-prices-changed.ts";

interface ImportFieldsProps {
  readonly isWrong: boolean;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onFile: (file: File) => void;
}

const ImportFields = ({ isWrong, reason, onReason, onFile }: ImportFieldsProps): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  return (
    <>
      <TextField
        accept=".json,application/json"
        className="col-span-2"
        label={texts.import.file}
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) {
            onFile(file);
          }
        }}
        required
        type="file"
      />
      {isWrong ? (
        <p className="col-span-2 text-sm text-bad" role="alert">
          {texts.import.wrong}
        </p>
      ) : null}
      <ReasonField
        className="col-span-2"
        label={texts.form.reason}
        onChange={onReason}
        value={reason}
      />
    </>
  );
};

interface Import {
  readonly check: ReturnType<typeof useImportCall>;
  readonly apply: ReturnType<typeof useImportCall>;
  /** Sends the file; a dry run changes nothing. */
  readonly send: (dryRun: boolean) => void;
}

const useImportCall = (onSuccess?: () => Promise<void>) => {
  const trpc = useTrpc();
  return useMutation({
    ...trpc.prices.importFile.mutationOptions(),
    ...(onSuccess && { onSuccess }),
  });
};

const useImport = (file: ChosenFile | null, reason: string, onDone: () => void): Import => {
  const changed = usePricesChanged();
  const check = useImportCall();
  const apply = useImportCall(async () => {
    await changed();
    onDone();
  });
  const send = (dryRun: boolean): void => {
    if (file !== null && file !== "wrong") {
      (dryRun ? check : apply).mutate({ file: file.content, dryRun, reason: reason.trim() });
    }
  };
  return { check, apply, send };
};

/** Brings in a price book from a file: first what it would change, then, once the word is typed, the change. */
export const ImportDialog = ({ onClose }: { readonly onClose: () => void }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(pricesTexts);
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [reason, setReason] = useState("");
  const { check, apply, send } = useImport(file, reason, onClose);
  const { data } = check;
  const [added, removed] = [data?.added.length ?? 0, data?.removed.length ?? 0];
  if (added + removed > 0) {
    return (
      <ConfirmDialog
        action={texts.import.apply}
        error={apply.error}
        hint={texts.import.changes(format.exact(added), format.exact(removed))}
        isBusy={apply.isPending}
        isDangerous
        onClose={onClose}
        onConfirm={() => {
          send(false);
        }}
        title={texts.import.title}
        typed={texts.import.typed}
      />
    );
  }
  return (
    <FormDialog
      action={texts.import.check}
      error={check.error}
      hint={data === undefined ? texts.import.hint : texts.import.same}
      isBusy={check.isPending}
      isReady={file !== null && file !== "wrong" && reason.trim() !== ""}
      onClose={onClose}
      onSubmit={() => {
        send(true);
      }}
      title={texts.import.title}
    >
      <ImportFields
        isWrong={file === "wrong"}
        onFile={(chosen) => {
          check.reset();
          void readJsonFile(chosen).then(setFile);
        }}
        onReason={setReason}
        reason={reason}
      />
    </FormDialog>
  );
};
