import type { SharedSearch } from "./view-search.ts";

/**
 * A change of an address, as a function of the address that is in force when it is made: two changes in one breath
 * (two keys, two clicks) both count.
 */
export type SearchChange<Search> = (search: Search) => Search;

/** A change of what all pages share; leaves the rest of any page's address as it is. */
export type SharedChange = <Search extends SharedSearch>(search: Search) => Search;
