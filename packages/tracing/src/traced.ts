import { openSpan, type SpanOptions } from "./open-span.ts";

/** What `error.type` says of an error: its code where it has one (ours, PostgreSQL's, the system's), else its name. */
export const errorTypeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "unknown";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
};

/** Does work within a span that ends with it, and fails with it. @throws what the work throws. */
export const traced = async <Result>(
  name: string,
  options: SpanOptions,
  work: () => Promise<Result>,
): Promise<Result> => {
  const span = openSpan(name, options);
  try {
    return await span.within(work);
  } catch (error) {
    span.fail(errorTypeOf(error));
    throw error;
  } finally {
    span.end();
  }
};
