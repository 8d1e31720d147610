/** The part of OpenTelemetry's `Counter` that is used. */
export interface TelemetryCounter {
  add(value: number, attributes?: Record<string, string>): void;
}

/** The part of OpenTelemetry's `Meter` that is used: `metrics.getMeter("tokenledger")` fits. */
export interface TelemetryMeter {
  createCounter(name: string, options: { description: string; unit: string }): TelemetryCounter;
}

/** The part of OpenTelemetry's `Span` that is used. */
export interface TelemetrySpan {
  setAttribute(name: string, value: string | number | string[]): unknown;
}

/**
 * What is told to OpenTelemetry of each captured call, by the GenAI conventions (Development, November 2026). Nothing of `@opentelemetry/api`
 * is imported: hand in what you have.
 */
export interface OpenTelemetryOptions {
  /** Counters `gen_ai.client.inference.usage.*`. */
  readonly meter?: TelemetryMeter | undefined;
  /** The span around a call: `() => trace.getActiveSpan()`. It gets the attributes `gen_ai.*` when the answer has been read. */
  readonly activeSpan?: (() => TelemetrySpan | undefined) | undefined;
  /**
   * Puts the trace going on into the headers of the guard's question, which a call waits for:
   * `(headers) => propagation.inject(context.active(), headers)`. Records are sent later, for many calls at once, and belong to none of their traces.
   */
  readonly propagate?: ((headers: Record<string, string>) => void) | undefined;
}
