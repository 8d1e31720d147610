import type { Confidence, PriceClass } from "@tokenledger/usage";
import { useId, type ReactElement } from "react";
import { usePageTexts } from "../../locale/page-texts.ts";
import { parsePerMillion } from "../../price/per-million.ts";
import { tokenClassList } from "../../price/price-matrix.ts";
import { SelectField, TextAreaField, TextField } from "../../ui/field.tsx";
import type { PriceDraft } from "./price-form.ts";
import { pricesTexts } from "./prices-texts.ts";

interface FieldsProps {
  readonly draft: PriceDraft;
  readonly onDraft: (draft: PriceDraft) => void;
}

const confidences: readonly Confidence[] = ["official", "confirmed", "uncertain"];

type TextName = Exclude<keyof PriceDraft, "priceClass" | "confidence">;

const useTextField = ({
  draft,
  onDraft,
}: FieldsProps): ((name: TextName) => {
  readonly value: string;
  readonly onChange: (event: { readonly target: { readonly value: string } }) => void;
}) => {
  return (name) => ({
    value: draft[name],
    onChange: (event) => {
      onDraft({ ...draft, [name]: event.target.value });
    },
  });
};

/** What is priced: model, class, tier, speed, place. Fixed once a price stands in the book. */
export const TermFields = ({
  models,
  ...props
}: FieldsProps & { readonly models: readonly string[] }): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const field = useTextField(props);
  const id = useId();
  return (
    <>
      <TextField
        className="col-span-2"
        label={texts.model}
        list={id}
        maxLength={128}
        required
        spellCheck={false}
        {...field("model")}
      />
      <datalist id={id}>
        {models.map((model) => (
          <option key={model} value={model}>
            {model}
          </option>
        ))}
      </datalist>
      <SelectField<PriceClass>
        label={texts.rows.class}
        onChoose={(priceClass) => {
          props.onDraft({ ...props.draft, priceClass });
        }}
        options={tokenClassList.map((value) => ({ value, name: texts.classes[value] }))}
        value={props.draft.priceClass}
      />
      <TextField label={texts.form.tier} required {...field("serviceTier")} />
      <TextField label={texts.form.speed} required {...field("speed")} />
      <TextField label={texts.form.geo} required {...field("inferenceGeo")} />
    </>
  );
};

const OriginFields = (props: FieldsProps): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const field = useTextField(props);
  return (
    <>
      <TextAreaField
        className="col-span-2"
        label={texts.form.source}
        required
        rows={2}
        {...field("source")}
      />
      <TextField
        className="col-span-2"
        label={texts.form.note}
        maxLength={1000}
        {...field("note")}
      />
      <TextField
        className="col-span-2"
        label={texts.form.reason}
        maxLength={500}
        required
        {...field("reason")}
      />
    </>
  );
};

/** What it costs, when, how sure that is, and why it is written down. */
export const FigureFields = (props: FieldsProps): ReactElement => {
  const texts = usePageTexts(pricesTexts);
  const field = useTextField(props);
  const isWrong = props.draft.price !== "" && parsePerMillion(props.draft.price) === null;
  return (
    <>
      <TextField
        aria-invalid={isWrong}
        inputMode="decimal"
        label={texts.form.price}
        required
        {...field("price")}
      />
      <SelectField<Confidence>
        label={texts.confidence}
        onChoose={(confidence) => {
          props.onDraft({ ...props.draft, confidence });
        }}
        options={confidences.map((value) => ({ value, name: texts.confidences[value] }))}
        value={props.draft.confidence}
      />
      {isWrong ? (
        <p className="col-span-2 text-sm text-bad" role="alert">
          {texts.form.priceWrong}
        </p>
      ) : null}
      <TextField label={texts.form.from} type="date" {...field("validFrom")} />
      <TextField label={texts.form.to} type="date" {...field("validTo")} />
      <p className="col-span-2 text-xs text-ink-soft">{texts.form.open}</p>
      <OriginFields {...props} />
    </>
  );
};
