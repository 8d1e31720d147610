import { context, propagation, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from "@opentelemetry/sdk-trace";

/** A span as it was exported. */
export interface ToldSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly hasFailed: boolean;
}

export interface TestTracing {
  /** What was told since it was asked last. */
  readonly take: () => readonly ToldSpan[];
  /** Takes the provider away again. */
  readonly stop: () => void;
}

const toldOf = (span: ReadableSpan): ToldSpan => ({
  name: span.name,
  traceId: span.spanContext().traceId,
  spanId: span.spanContext().spanId,
  parentId: span.parentSpanContext?.spanId,
  attributes: span.attributes,
  hasFailed: span.status.code === SpanStatusCode.ERROR,
});

/** Registers OpenTelemetry's own SDK in this thread, as an operator does with `node --import`; spans stay in memory. */
export const registerTestTracing = (): TestTracing => {
  const exporter = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(
    new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }),
  );
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return {
    take: () => {
      const told = exporter.getFinishedSpans().map(toldOf);
      exporter.reset();
      return told;
    },
    stop: () => {
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
};
