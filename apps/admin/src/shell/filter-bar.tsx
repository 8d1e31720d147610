import type { ReactElement, RefObject } from "react";
import { useKeyNames } from "../data/use-key-names.ts";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { FilterOption } from "../view/filter-option.ts";
import {
  activeFilters,
  hasFilter,
  toggleFilter,
  withoutFilters,
  type ActiveFilter,
} from "../view/filters.ts";
import type { SharedChange } from "../view/search-change.ts";
import type { FilterName, SharedSearch } from "../view/view-search.ts";
import { AddFilter } from "./add-filter.tsx";

interface FilterBarProps {
  /** What the page is about already. */
  readonly except?: FilterName | undefined;
  readonly search: SharedSearch;
  readonly onSearch: (change: SharedChange) => void;
  readonly options: Readonly<Record<FilterName, readonly FilterOption[]>>;
  /** Somebody is about to choose a value. */
  readonly onChoosing: () => void;
  /** For the `/` key. */
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

interface ChipProps {
  readonly filter: ActiveFilter;
  readonly name: string;
  readonly onRemove: () => void;
}

const Chip = ({ filter, name, onRemove }: ChipProps): ReactElement => {
  const { t } = useLocale();
  const dimension = t.filter.names[filter.name];
  return (
    <li className="inline-flex h-8 max-w-full items-center gap-1 rounded-md bg-accent-soft pl-2 text-sm">
      <span className="text-ink-soft">{dimension}</span>
      <span className="min-w-0 truncate font-medium">{name}</span>
      <button
        aria-label={t.filter.remove(dimension, name)}
        className="inline-flex size-8 items-center justify-center rounded-md hover:text-accent"
        onClick={onRemove}
        type="button"
      >
        <Icon name="close" />
      </button>
    </li>
  );
};

const Chips = ({ search, onSearch }: Pick<FilterBarProps, "search" | "onSearch">): ReactElement => {
  const { t } = useLocale();
  const keyName = useKeyNames();
  return (
    <>
      <ul aria-label={t.filter.label} className="flex min-w-0 flex-wrap gap-2">
        {activeFilters(search).map((filter) => (
          <Chip
            filter={filter}
            key={`${filter.name} ${filter.value}`}
            name={filter.name === "key" ? keyName(filter.value) : filter.value}
            onRemove={() => {
              onSearch((now) => toggleFilter(now, filter));
            }}
          />
        ))}
      </ul>
      <Button
        look="bare"
        onClick={() => {
          onSearch(withoutFilters);
        }}
      >
        {t.filter.clear}
      </Button>
    </>
  );
};

/** The filters in force, each with a way out, and a box to add one; all of it lives in the address. */
export const FilterBar = ({
  except,
  search,
  onSearch,
  options,
  onChoosing,
  inputRef,
}: FilterBarProps): ReactElement => (
  <div className="flex flex-wrap items-center gap-2">
    <AddFilter
      except={except}
      inputRef={inputRef}
      onAdd={(name, value) => {
        if (!hasFilter(search, { name, value })) {
          onSearch((now) => toggleFilter(now, { name, value }));
        }
      }}
      onChoosing={onChoosing}
      options={options}
    />
    {activeFilters(search).length === 0 ? null : <Chips onSearch={onSearch} search={search} />}
  </div>
);
