import type { IconName } from "../ui/icon.tsx";

/** The kinds of things the palette leads to, in the order they are listed. */
export const paletteGroups = ["page", "user", "key", "period", "setting"] as const;
export type PaletteGroup = (typeof paletteGroups)[number];

/** One thing the palette leads to. */
export interface PaletteItem {
  readonly id: string;
  readonly group: PaletteGroup;
  readonly name: string;
  readonly icon: IconName;
  readonly run: () => void;
}

/** Most things listed at once; whoever looks for another types another letter. */
const ITEMS_MAX = 40;

const wordsOf = (text: string): readonly string[] =>
  text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");

/** The items whose name holds every word typed, in any order; those that begin with the text first, the rest in the order they came. */
export const matchItems = <Item extends { readonly name: string }>(
  items: readonly Item[],
  typed: string,
): readonly Item[] => {
  const words = wordsOf(typed);
  const isMatch = ({ name }: Item): boolean => {
    const lower = name.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
  const isHead = ({ name }: Item): boolean => name.toLowerCase().startsWith(words.join(" "));
  const matching = items.filter(isMatch);
  return [...matching.filter(isHead), ...matching.filter((item) => !isHead(item))].slice(
    0,
    ITEMS_MAX,
  );
};
