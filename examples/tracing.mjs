// Sends spans to an OpenTelemetry collector: `node --import ./tracing.mjs`, or NODE_OPTIONS, for each process. Yours to change: the product depends
// on @opentelemetry/api alone, and traces where a provider was registered before it began.
import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";

// Where to: OTEL_EXPORTER_OTLP_ENDPOINT, by default http://localhost:4318.
const exporter = new OTLPTraceExporter();
const spanProcessors = [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1000 })];

trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors }));
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
