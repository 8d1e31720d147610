/** Whether a body says it is JSON, in UTF-8 and not compressed: all that the API reads. */
export const isPlainJson = (headers: {
  readonly "content-type"?: string | undefined;
  readonly "content-encoding"?: string | undefined;
}): boolean => {
  const type = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase();
  const encoding = headers["content-encoding"] ?? "identity";
  return type === "application/json" && encoding === "identity";
};
