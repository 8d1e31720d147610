/** What a card needs to know of a query: its answer, its fault, whether the answer is still that of the question before. */
export interface QueryState<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isPlaceholderData: boolean;
  readonly refetch: () => unknown;
}
