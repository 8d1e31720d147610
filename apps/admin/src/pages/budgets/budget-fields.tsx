import { failModes, quotaScopes, quotaUnits, quotaWindows } from "./budget-choices.ts";
import { useId, useState, type ReactElement } from "react";
import { useFilterOptions } from "../../data/use-filter-options.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { resolveRange } from "../../period/range.ts";
import { UTC } from "../../zone/zone.ts";
import { useMinute } from "../../period/use-minute.ts";
import { CheckField, SelectField, TextField } from "../../ui/field.tsx";
import { classNames } from "../../ui/class-names.ts";
import { readLimit, readThresholds, type BudgetDraft } from "./budget-form.ts";
import { budgetsTexts } from "./budgets-texts.ts";

interface FieldsProps {
  readonly draft: BudgetDraft;
  readonly onDraft: (draft: BudgetDraft) => void;
}

type TextName = "name" | "value" | "timeZone" | "limit" | "thresholds";

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

const filterOf = { access_key: "key", user: "user", feature: "feature", model: "model" } as const;

const KeyField = ({
  draft,
  onDraft,
  options,
}: FieldsProps & {
  readonly options: readonly { readonly value: string; readonly name: string }[];
}): ReactElement => {
  const texts = usePageTexts(budgetsTexts);
  return (
    <SelectField<string>
      className="col-span-2"
      label={texts.value}
      onChoose={(value) => {
        onDraft({ ...draft, value });
      }}
      options={[{ value: "", name: texts.chooseKey }, ...options]}
      value={draft.value}
    />
  );
};

const ValueField = (props: FieldsProps): ReactElement | null => {
  const texts = usePageTexts(budgetsTexts);
  const field = useTextField(props);
  const id = useId();
  const { scope, isEach } = props.draft;
  const isWanted = scope !== "all" && !isEach;
  const known = useFilterOptions(resolveRange("30d", useMinute(), UTC), isWanted);
  if (!isWanted) {
    return null;
  }
  const options = known[filterOf[scope]];
  if (scope === "access_key") {
    return <KeyField {...props} options={options} />;
  }
  return (
    <>
      <TextField
        className="col-span-2"
        label={texts.value}
        list={id}
        maxLength={128}
        required
        spellCheck={false}
        {...field("value")}
      />
      <datalist id={id}>
        {options.map(({ value, name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
};

const ScopeFields = (props: FieldsProps): ReactElement => {
  const texts = usePageTexts(budgetsTexts);
  const { draft, onDraft } = props;
  return (
    <>
      <SelectField
        className={classNames(draft.scope === "all" && "col-span-2")}
        label={texts.scope}
        onChoose={(scope) => {
          onDraft({ ...draft, scope, value: "" });
        }}
        options={quotaScopes.map((value) => ({ value, name: texts.scopes[value] }))}
        value={draft.scope}
      />
      {draft.scope === "all" ? null : (
        <div className="flex items-end">
          <CheckField
            isChecked={draft.isEach}
            label={texts.each}
            onCheck={(isEach) => {
              onDraft({ ...draft, isEach });
            }}
          />
        </div>
      )}
      <ValueField {...props} />
    </>
  );
};

const LimitFields = (props: FieldsProps): ReactElement => {
  const texts = usePageTexts(budgetsTexts);
  const field = useTextField(props);
  const { draft, onDraft } = props;
  const isLimitWrong = draft.limit !== "" && readLimit(draft) === null;
  const isThresholdWrong = readThresholds(draft.thresholds) === null;
  const fault = isLimitWrong ? texts.limitWrong : texts.thresholdsWrong;
  return (
    <>
      <SelectField
        label={texts.unit}
        onChoose={(unit) => {
          onDraft({ ...draft, unit });
        }}
        options={quotaUnits.map((value) => ({ value, name: texts.units[value] }))}
        value={draft.unit}
      />
      <TextField
        aria-invalid={isLimitWrong}
        inputMode="decimal"
        label={texts.limit}
        required
        {...field("limit")}
      />
      <TextField
        aria-invalid={isThresholdWrong}
        className="col-span-2"
        label={texts.thresholds}
        {...field("thresholds")}
      />
      {isLimitWrong || isThresholdWrong ? (
        <p className="col-span-2 text-sm text-bad" role="alert">
          {fault}
        </p>
      ) : null}
    </>
  );
};

/** The zones are offered once somebody is about to choose: there are more than four hundred. */
const ZoneField = (props: FieldsProps): ReactElement => {
  const texts = usePageTexts(budgetsTexts);
  const field = useTextField(props);
  const id = useId();
  const [isChoosing, setIsChoosing] = useState(false);
  const zones = isChoosing ? ["UTC", ...Intl.supportedValuesOf("timeZone")] : [];
  return (
    <>
      <TextField
        disabled={props.draft.isRolling}
        label={texts.zone}
        list={id}
        onFocus={() => {
          setIsChoosing(true);
        }}
        spellCheck={false}
        {...field("timeZone")}
      />
      <datalist id={id}>
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone}
          </option>
        ))}
      </datalist>
    </>
  );
};

const WindowFields = (props: FieldsProps): ReactElement => {
  const texts = usePageTexts(budgetsTexts);
  const { draft, onDraft } = props;
  const names = draft.isRolling ? texts.rollingWindows : texts.windows;
  return (
    <>
      <SelectField
        label={texts.window}
        onChoose={(window) => {
          onDraft({ ...draft, window });
        }}
        options={quotaWindows.map((value) => ({ value, name: names[value] }))}
        value={draft.window}
      />
      <ZoneField {...props} />
      <div className="col-span-2">
        <CheckField
          isChecked={draft.isRolling}
          label={texts.rolling}
          onCheck={(isRolling) => {
            onDraft({ ...draft, isRolling });
          }}
        />
      </div>
    </>
  );
};

const EffectFields = ({ draft, onDraft }: FieldsProps): ReactElement => {
  const texts = usePageTexts(budgetsTexts);
  return (
    <>
      <div className="col-span-2 flex flex-wrap gap-x-6">
        <CheckField
          isChecked={draft.isHard}
          label={texts.hard}
          onCheck={(isHard) => {
            onDraft({ ...draft, isHard });
          }}
        />
        <CheckField
          isChecked={draft.isEnabled}
          label={texts.enabled}
          onCheck={(isEnabled) => {
            onDraft({ ...draft, isEnabled });
          }}
        />
      </div>
      <SelectField
        className="col-span-2"
        label={texts.failMode}
        onChoose={(failMode) => {
          onDraft({ ...draft, failMode });
        }}
        options={failModes.map((value) => ({ value, name: texts.failModes[value] }))}
        value={draft.failMode}
      />
    </>
  );
};

/** Everything people decide about a budget. */
export const BudgetFields = (props: FieldsProps): ReactElement => {
  const texts = usePageTexts(budgetsTexts);
  const field = useTextField(props);
  return (
    <>
      <TextField
        className="col-span-2"
        label={texts.name}
        maxLength={128}
        required
        {...field("name")}
      />
      <ScopeFields {...props} />
      <LimitFields {...props} />
      <WindowFields {...props} />
      <EffectFields {...props} />
    </>
  );
};
