export { registerTestTracing, type TestTracing, type ToldSpan } from "./test-tracing.ts";
