import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent, type ReactElement } from "react";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { useMinute } from "../../period/use-minute.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { viewPeriod } from "../../view/view-period.ts";
import type { ExportsPart } from "./exports-part.ts";
import { exportsTexts } from "./exports-texts.ts";
import { FileFields } from "./file-fields.tsx";
import { emptyFile, newExport } from "./new-export.ts";
import { SubjectFields } from "./subject-fields.tsx";

const useCreate = (onDone: () => void) => {
  const trpc = useTrpc();
  const queryClient = useQueryClient();
  return useMutation({
    ...trpc.exports.create.mutationOptions(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: trpc.exports.pathKey() });
      onDone();
    },
  });
};

/** Asks for an export of what the address shows: other pages lead here with their period and filters. */
export const ExportDialog = ({ search, onSearch }: ExportsPart): ReactElement => {
  const { t, zone } = useLocale();
  const texts = usePageTexts(exportsTexts);
  const view = viewPeriod(search.range, useMinute(), zone);
  const [file, setFile] = useState(emptyFile);
  const close = (): void => {
    onSearch((now) => ({ ...now, new: undefined, before: undefined }));
  };
  const create = useCreate(close);
  const isReady = file.columns === null || file.columns.length > 0;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isReady && !create.isPending) {
      create.mutate(newExport(search, view.span, file));
    }
  };
  return (
    <Dialog onClose={close} place="wide" title={texts.create}>
      <div className="space-y-4">
        <SubjectFields
          onKind={(kind) => {
            // Another kind has other columns, and sums cannot be written as FOCUS.
            setFile((now) => ({
              ...now,
              columns: null,
              format: kind === "trends" && now.format === "focus" ? "csv" : now.format,
            }));
          }}
          onSearch={onSearch}
          search={search}
          view={view}
        />
        <form className="space-y-4" onSubmit={submit}>
          <FileFields file={file} onFile={setFile} search={search} view={view} />
          <FaultText error={create.error} />
          <div className="flex justify-end gap-2 pt-2">
            <Button onClick={close}>{t.app.cancel}</Button>
            <Button disabled={create.isPending || !isReady} look="primary" type="submit">
              {create.isPending ? t.status.changing : texts.start}
            </Button>
          </div>
        </form>
      </div>
    </Dialog>
  );
};
