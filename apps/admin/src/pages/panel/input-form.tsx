import type { ReactElement } from "react";
import { usePageTexts } from "../../locale/page-texts.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { propertiesOf, type InputSchema } from "./input-schema.ts";
import { panelTexts } from "./panel-texts.ts";

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
};

/** What was typed as the schema means it: text stays text, everything else is JSON. Nothing typed is nothing given. */
const typedValue = ({ type }: InputSchema, text: string): unknown => {
  if (text === "") {
    return undefined;
  }
  return type === "string" ? text : readJson(text);
};

const choicesOf = ({ type, enum: values }: InputSchema): readonly string[] | null => {
  if (Array.isArray(values)) {
    return values.map(String);
  }
  return type === "boolean" ? ["true", "false"] : null;
};

const shown = (value: unknown): string => {
  if (value === undefined) {
    return "";
  }
  return typeof value === "string" ? value : JSON.stringify(value);
};

const hintOf = ({ type, format }: InputSchema): string => {
  const kind = typeof format === "string" ? format : type;
  return typeof kind === "string" ? kind : "JSON";
};

interface InputFormProps {
  readonly schema: InputSchema;
  readonly value: Readonly<Record<string, unknown>>;
  readonly onValue: (value: Readonly<Record<string, unknown>>) => void;
}

/** A box for each part of the input; what is no text is written as JSON. */
export const InputForm = ({ schema, value, onValue }: InputFormProps): ReactElement => {
  const texts = usePageTexts(panelTexts);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {propertiesOf(schema).map(([name, inner]) => {
        const choices = choicesOf(inner);
        const set = (text: string): void => {
          onValue({ ...value, [name]: typedValue(inner, text) });
        };
        return choices === null ? (
          <TextField
            autoComplete="off"
            key={name}
            label={name}
            onChange={(event) => {
              set(event.target.value);
            }}
            placeholder={hintOf(inner)}
            spellCheck={false}
            value={shown(value[name])}
          />
        ) : (
          <SelectField<string>
            key={name}
            label={name}
            onChoose={set}
            options={[
              { value: "", name: texts.unset },
              ...choices.map((choice) => ({ value: choice, name: choice })),
            ]}
            value={shown(value[name])}
          />
        );
      })}
    </div>
  );
};
