import type { AlertWatch, ChannelView } from "@tokenledger/usage/alerts";
import type { ReactElement } from "react";
import { usePageTexts } from "../../locale/page-texts.ts";
import { CheckField, SelectField, TextField } from "../../ui/field.tsx";
import { ConditionFields } from "./condition-fields.tsx";
import type { RuleDraft } from "./rule-form.ts";
import { ruleTexts } from "./rule-texts.ts";

interface FieldsProps {
  readonly draft: RuleDraft;
  readonly onDraft: (draft: RuleDraft) => void;
}

const groups: readonly AlertWatch["groupBy"][] = ["none", "access_key", "user", "model", "feature"];
const own = new Set(["quota", "data_health"]);

const WatchFields = ({ draft, onDraft }: FieldsProps): ReactElement => {
  const texts = usePageTexts(ruleTexts);
  const filters = [
    ["users", texts.onlyUsers],
    ["models", texts.onlyModels],
    ["features", texts.onlyFeatures],
  ] as const;
  return (
    <>
      <SelectField<AlertWatch["groupBy"]>
        className="col-span-2"
        label={texts.groupBy}
        onChoose={(groupBy) => {
          onDraft({ ...draft, groupBy });
        }}
        options={groups.map((value) => ({ value, name: texts.groups[value] }))}
        value={draft.groupBy}
      />
      <details className="col-span-2">
        <summary className="cursor-pointer text-sm">{texts.only}</summary>
        <div className="grid grid-cols-2 gap-3 pt-2">
          {filters.map(([field, label]) => (
            <TextField
              key={field}
              label={label}
              onChange={(event) => {
                onDraft({ ...draft, [field]: event.target.value });
              }}
              value={draft[field]}
            />
          ))}
          <p className="col-span-2 text-xs text-ink-soft">{texts.onlyHint}</p>
        </div>
      </details>
    </>
  );
};

const ChannelFields = ({
  draft,
  onDraft,
  channels,
}: FieldsProps & { readonly channels: readonly ChannelView[] }): ReactElement => {
  const texts = usePageTexts(ruleTexts);
  return (
    <fieldset className="col-span-2">
      <legend className="text-xs text-ink-soft">{texts.tell}</legend>
      {channels.length === 0 ? <p className="text-sm">{texts.noChannels}</p> : null}
      <div className="flex flex-wrap gap-x-6">
        {channels.map(({ id, name }) => (
          <CheckField
            isChecked={draft.channelIds.includes(id)}
            key={id}
            label={name}
            onCheck={(isChecked) => {
              const others = draft.channelIds.filter((other) => other !== id);
              onDraft({ ...draft, channelIds: isChecked ? [...others, id] : others });
            }}
          />
        ))}
      </div>
    </fieldset>
  );
};

/** Everything people decide about a rule. */
export const RuleFields = (
  props: FieldsProps & { readonly channels: readonly ChannelView[] },
): ReactElement => {
  const { draft, onDraft } = props;
  const texts = usePageTexts(ruleTexts);
  return (
    <>
      <TextField
        className="col-span-2"
        label={texts.name}
        maxLength={128}
        onChange={(event) => {
          onDraft({ ...draft, name: event.target.value });
        }}
        required
        value={draft.name}
      />
      <ConditionFields
        draft={draft.condition}
        onDraft={(condition) => {
          onDraft({ ...draft, condition });
        }}
      />
      {own.has(draft.condition.kind) ? null : <WatchFields draft={draft} onDraft={onDraft} />}
      <ChannelFields {...props} />
      <CheckField
        isChecked={draft.isEnabled}
        label={texts.enabled}
        onCheck={(isEnabled) => {
          onDraft({ ...draft, isEnabled });
        }}
      />
    </>
  );
};
