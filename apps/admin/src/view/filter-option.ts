/** A value one may filter by: what the address carries, and what people call it. */
export interface FilterOption {
  readonly value: string;
  readonly name: string;
}
