export { isTracing } from "./is-tracing.ts";
export { openSpan, spanTimeMs, type OpenSpan, type SpanOptions } from "./open-span.ts";
export { errorTypeOf, traced } from "./traced.ts";
