/** A record as JSON people can copy: sorted as it came, bigints as decimal text, moments in ISO 8601. */
export const recordJson = (record: object): string =>
  JSON.stringify(
    record,
    (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value),
    2,
  );
