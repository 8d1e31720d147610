import { columnNamesOf, exportFormats } from "@tokenledger/usage/exports";
import type { Dispatch, ReactElement, SetStateAction } from "react";
import { useMay } from "../../data/use-member.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { CheckField, SelectField } from "../../ui/field.tsx";
import type { ViewPeriod } from "../../view/view-period.ts";
import type { ExportsSearch } from "./exports-search.ts";
import { exportsTexts } from "./exports-texts.ts";
import { columnChoice, type FileDraft } from "./new-export.ts";

interface FileFieldsProps {
  readonly file: FileDraft;
  readonly onFile: Dispatch<SetStateAction<FileDraft>>;
  readonly search: ExportsSearch;
  readonly view: ViewPeriod;
}

const Columns = ({ file, onFile, search, view }: FileFieldsProps): ReactElement | null => {
  const texts = usePageTexts(exportsTexts);
  const names = columnNamesOf(columnChoice(search, view.span), file.format);
  if (names === null) {
    return null;
  }
  const chosen = file.columns ?? names;
  const check = (name: string, isChecked: boolean): void => {
    // In the table's own order, whichever was ticked last.
    const next = names.filter((one) => (one === name ? isChecked : chosen.includes(one)));
    onFile((now) => ({ ...now, columns: next.length === names.length ? null : next }));
  };
  return (
    <details className="rounded-md border border-line px-3 py-2">
      <summary className="cursor-pointer text-sm">
        {texts.columns(chosen.length, names.length)}
      </summary>
      <fieldset className="mt-2 grid grid-cols-1 gap-x-3 sm:grid-cols-2 md:grid-cols-3">
        <legend className="sr-only">{texts.columnsLabel}</legend>
        {names.map((name) => (
          <CheckField
            isChecked={chosen.includes(name)}
            key={name}
            label={name}
            onCheck={(isChecked) => {
              check(name, isChecked);
            }}
          />
        ))}
      </fieldset>
    </details>
  );
};

/** How the file is wanted: its format, its columns, whether people's names are in it. */
export const FileFields = (props: FileFieldsProps): ReactElement => {
  const texts = usePageTexts(exportsTexts);
  const mayUnmask = useMay("usage.unmask");
  const { file, onFile, search } = props;
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <SelectField
          label={texts.format}
          onChoose={(format) => {
            onFile((now) => ({ ...now, format }));
          }}
          options={exportFormats
            .filter((value) => value !== "focus" || search.new === "records")
            .map((value) => ({ value, name: texts.formats[value] }))}
          value={file.format}
        />
        {file.format === "parquet" ? null : (
          <CheckField
            isChecked={file.isGzipped}
            label="gzip"
            onCheck={(isGzipped) => {
              onFile((now) => ({ ...now, isGzipped }));
            }}
          />
        )}
        {file.format === "csv" ? (
          <CheckField
            isChecked={file.hasBom}
            label={texts.bom}
            onCheck={(hasBom) => {
              onFile((now) => ({ ...now, hasBom }));
            }}
          />
        ) : null}
        {mayUnmask ? (
          <CheckField
            isChecked={file.isUnmasked}
            label={texts.unmask}
            onCheck={(isUnmasked) => {
              onFile((now) => ({ ...now, isUnmasked }));
            }}
          />
        ) : null}
      </div>
      <Columns {...props} />
    </div>
  );
};
