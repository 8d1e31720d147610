import { useId, useState, type FormEvent, type ReactElement, type RefObject } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "../ui/button.tsx";
import { inputClass, SelectField } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import type { FilterOption } from "../view/filter-option.ts";
import { typedFilter } from "../view/typed-filter.ts";
import { filterNames, type FilterName } from "../view/view-search.ts";

interface AddFilterProps {
  /** What the page is about already: to filter by it would change nothing. */
  readonly except?: FilterName | undefined;
  readonly options: Readonly<Record<FilterName, readonly FilterOption[]>>;
  readonly onAdd: (name: FilterName, value: string) => void;
  /** Somebody is about to choose: the names to offer are wanted now. */
  readonly onChoosing: () => void;
  /** For the `/` key. */
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

const Offers = ({
  id,
  options,
}: {
  readonly id: string;
  readonly options: readonly FilterOption[];
}): ReactElement => (
  <datalist id={id}>
    {options.map((option) => (
      <option key={option.value} value={option.name}>
        {option.name}
      </option>
    ))}
  </datalist>
);

const By = ({
  except,
  name,
  onChoose,
}: Pick<AddFilterProps, "except"> & {
  readonly name: FilterName;
  readonly onChoose: (name: FilterName) => void;
}): ReactElement => {
  const { t } = useLocale();
  return (
    <SelectField
      isLabelHidden
      label={t.filter.by}
      onChoose={onChoose}
      options={filterNames
        .filter((value) => value !== except)
        .map((value) => ({ value, name: t.filter.names[value] }))}
      value={name}
    />
  );
};

/** A box to filter by what one types: names that occur are offered. */
export const AddFilter = ({
  except,
  options,
  onAdd,
  onChoosing,
  inputRef,
}: AddFilterProps): ReactElement => {
  const { t } = useLocale();
  const id = useId();
  const [name, setName] = useState<FilterName>(except === "user" ? "key" : "user");
  const [text, setText] = useState("");
  const add = (event: FormEvent): void => {
    event.preventDefault();
    const value = typedFilter(name, text, options[name]);
    if (value !== null) {
      onAdd(name, value);
      setText("");
    }
  };
  return (
    <form className="flex items-center gap-1" onSubmit={add}>
      <By except={except} name={name} onChoose={setName} />
      <input
        aria-label={t.filter.value}
        autoComplete="off"
        className={`${inputClass} w-44`}
        list={id}
        maxLength={128}
        onChange={(event) => {
          setText(event.target.value);
        }}
        onFocus={onChoosing}
        placeholder={t.filter.placeholder}
        ref={inputRef}
        value={text}
      />
      <Offers id={id} options={options[name]} />
      <Button aria-label={t.filter.add} isSquare type="submit">
        <Icon name="plus" />
      </Button>
    </form>
  );
};
