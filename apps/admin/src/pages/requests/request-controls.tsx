import { useState, type FormEvent, type ReactElement } from "react";
import { useLocale } from "../../locale/locale-context.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { SearchChange } from "../../view/search-change.ts";
import type { RequestsSearch } from "../../view/view-search.ts";
import { knownOutcomes, outcomeChoices } from "./known-outcomes.ts";
import { lookUpOf, lookUpText } from "./look-up.ts";

interface RequestControlsProps {
  readonly search: RequestsSearch;
  readonly onSearch: (change: SearchChange<RequestsSearch>) => void;
}

const LookUp = ({ search, onSearch }: RequestControlsProps): ReactElement => {
  const { t } = useLocale();
  const [text, setText] = useState(lookUpText(search));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSearch((now) => ({
      ...now,
      ...lookUpOf(text),
      record: undefined,
    }));
  };
  return (
    <search>
      <form className="flex items-center gap-1" onSubmit={submit}>
        <TextField
          className="w-48"
          isLabelHidden
          label={t.requests.lookUp}
          maxLength={128}
          onChange={(event) => {
            setText(event.target.value);
          }}
          placeholder={t.requests.lookUpPlaceholder}
          spellCheck={false}
          type="search"
          value={text}
        />
        <Button aria-label={t.requests.lookUp} isSquare type="submit">
          <Icon name="search" />
        </Button>
      </form>
    </search>
  );
};

/** What only records can be filtered by: how they ended, and Anthropic's ids. */
export const RequestControls = ({ search, onSearch }: RequestControlsProps): ReactElement => {
  const { t } = useLocale();
  const [outcome] = knownOutcomes(search.outcome);
  return (
    <>
      <SelectField<string>
        isLabelHidden
        label={t.requests.outcome}
        onChoose={(value) => {
          onSearch((now) => ({
            ...now,
            outcome: value === "" ? undefined : [value],
            record: undefined,
          }));
        }}
        options={[
          { value: "", name: t.requests.anyOutcome },
          ...outcomeChoices.map((value) => ({ value, name: t.requests.outcomes[value] })),
        ]}
        value={outcome ?? ""}
      />
      <LookUp key={lookUpText(search)} onSearch={onSearch} search={search} />
    </>
  );
};
