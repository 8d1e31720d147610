/** What a table can be sorted by. Null is nothing known. */
export type SortValue = bigint | number | string | null;

/** A sorted column. */
export interface Sorting {
  readonly id: string;
  readonly desc: boolean;
}

/** Reads the order of an address: `-cost` is cost, largest first; `name` is name, A first. */
export const readSort = (sort: string | undefined): Sorting | null => {
  if (sort === undefined || sort === "" || sort === "-") {
    return null;
  }
  return sort.startsWith("-") ? { id: sort.slice(1), desc: true } : { id: sort, desc: false };
};

/** What a click on a column's name asks for: figures largest first, names from A; again the other way round; a third time as they came. */
export const nextSort = (
  sort: string | undefined,
  id: string,
  isNumber: boolean,
): string | undefined => {
  const first = isNumber ? `-${id}` : id;
  const second = isNumber ? id : `-${id}`;
  if (sort === first) {
    return second;
  }
  return sort === second ? undefined : first;
};

const isSmaller = (left: bigint | number | string, right: bigint | number | string): boolean =>
  typeof left === "string" || typeof right === "string"
    ? String(left).localeCompare(String(right)) < 0
    : left < right;

/** The order of two values, smallest first; nothing known counts as less than anything. */
export const compareSortValues = (left: SortValue, right: SortValue): number => {
  if (left === null || right === null) {
    return Number(left !== null) - Number(right !== null);
  }
  if (isSmaller(left, right)) {
    return -1;
  }
  return isSmaller(right, left) ? 1 : 0;
};
