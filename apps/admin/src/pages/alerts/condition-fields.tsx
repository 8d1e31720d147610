import type { AlertKind } from "@tokenledger/usage/alerts";
import type { AlertMetric, AlertWindow } from "./alert-measure.ts";
import type { ReactElement } from "react";
import { usePageTexts } from "../../locale/page-texts.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { kindFields, type ConditionDraft } from "./condition-form.ts";
import { ruleTexts } from "./rule-texts.ts";

interface FieldsProps {
  readonly draft: ConditionDraft;
  readonly onDraft: (draft: ConditionDraft) => void;
}

const kinds: readonly AlertKind[] = [
  "threshold",
  "quota",
  "forecast",
  "burn_rate",
  "anomaly",
  "error_rate",
  "no_data",
  "unpriced",
  "data_health",
];
const metrics: readonly AlertMetric[] = ["spend", "tokens", "requests"];

const MetricField = ({ draft, onDraft }: FieldsProps): ReactElement => {
  const texts = usePageTexts(ruleTexts);
  return (
    <SelectField<AlertMetric>
      label={texts.metric}
      onChoose={(metric) => {
        onDraft({ ...draft, metric });
      }}
      options={metrics.map((value) => ({ value, name: texts.metrics[value] }))}
      value={draft.metric}
    />
  );
};

const WindowField = ({ draft, onDraft }: FieldsProps): ReactElement => {
  const texts = usePageTexts(ruleTexts);
  return (
    <SelectField<AlertWindow>
      label={texts.window}
      onChoose={(window) => {
        onDraft({ ...draft, window });
      }}
      options={kindFields[draft.kind].windows.map((value) => ({
        value,
        name: texts.windows[value],
      }))}
      value={draft.window}
    />
  );
};

/** When a rule fires: its kind, and the boxes that kind has. */
export const ConditionFields = ({ draft, onDraft }: FieldsProps): ReactElement => {
  const texts = usePageTexts(ruleTexts);
  const fields = kindFields[draft.kind];
  return (
    <>
      <SelectField<AlertKind>
        className="col-span-2"
        label={texts.kind}
        onChoose={(kind) => {
          const { windows } = kindFields[kind];
          const window = windows.includes(draft.window) ? draft.window : "day";
          onDraft({ ...draft, kind, window });
        }}
        options={kinds.map((value) => ({ value, name: texts.kinds[value] }))}
        value={draft.kind}
      />
      {fields.metric ? <MetricField draft={draft} onDraft={onDraft} /> : null}
      {fields.windows.length > 0 ? <WindowField draft={draft} onDraft={onDraft} /> : null}
      {fields.amounts.map((field) => (
        <TextField
          inputMode="decimal"
          key={field}
          label={texts[field]}
          onChange={(event) => {
            onDraft({ ...draft, [field]: event.target.value });
          }}
          value={draft[field]}
        />
      ))}
      {fields.numbers.map((field) => (
        <TextField
          inputMode="numeric"
          key={field}
          label={texts.fields[field]}
          onChange={(event) => {
            onDraft({ ...draft, numbers: { ...draft.numbers, [field]: event.target.value } });
          }}
          value={draft.numbers[field]}
        />
      ))}
    </>
  );
};
