import type { FilterOption } from "./filter-option.ts";
import type { FilterName } from "./view-search.ts";

/**
 * The value that a typed text means: that of the option it names, else the text itself. A key must be one that exists, since its id stands
 * in the address; other names may be anything, also one that has not occurred yet. Null for nothing.
 */
export const typedFilter = (
  name: FilterName,
  text: string,
  options: readonly FilterOption[],
): string | null => {
  const typed = text.trim();
  const known = options.find((option) => option.name === typed || option.value === typed);
  if (known !== undefined) {
    return known.value;
  }
  return name === "key" || typed === "" ? null : typed;
};
