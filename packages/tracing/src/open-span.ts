import {
  context,
  propagation,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
} from "@opentelemetry/api";
import { SCOPE } from "./is-tracing.ts";

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/** What a span says of itself. Names and meaning of attributes: OpenTelemetry's semantic conventions. Never what was sent, and nobody's name. */
export interface SpanOptions {
  readonly kind: keyof typeof KINDS;
  readonly attributes?: Attributes;
  /** What another process sent with its request: the span belongs to the trace that `traceparent` names, if it is there. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** True: it begins a trace of its own, whatever is going on around it. */
  readonly isRoot?: boolean;
  /** When it began, in epoch milliseconds, by `spanTimeMs`. Default: now. */
  readonly startTimeMs?: number;
}

/** A span that has begun. */
export interface OpenSpan {
  /** Runs work of which this span is the parent. */
  within<Result>(work: () => Result): Result;
  set(attributes: Attributes): void;
  /** Marks it as failed: by the error's code or name, never by its message, which may repeat what was sent. */
  fail(errorType: string): void;
  /** The second time nothing happens. */
  end(): void;
}

/** The clock of spans, in epoch milliseconds: this process's own, so of use for nothing that is counted. */
export const spanTimeMs = (): number => Date.now();

const parentOf = ({ headers, isRoot }: SpanOptions): Context => {
  if (headers !== undefined) return propagation.extract(ROOT_CONTEXT, headers);
  return isRoot === true ? ROOT_CONTEXT : context.active();
};

/** Begins a span; whoever does must end it. Where nobody registered a provider it is a span that goes nowhere. */
export const openSpan = (name: string, options: SpanOptions): OpenSpan => {
  const parent = parentOf(options);
  const span = trace.getTracer(SCOPE).startSpan(
    name,
    {
      kind: KINDS[options.kind],
      ...(options.attributes !== undefined && { attributes: options.attributes }),
      ...(options.startTimeMs !== undefined && { startTime: options.startTimeMs }),
    },
    parent,
  );
  const inside = trace.setSpan(parent, span);
  let hasEnded = false;
  return {
    within: (work) => context.with(inside, work),
    set: (attributes) => {
      span.setAttributes(attributes);
    },
    fail: (errorType) => {
      span.setAttribute("error.type", errorType).setStatus({ code: SpanStatusCode.ERROR });
    },
    end: () => {
      if (!hasEnded) span.end();
      hasEnded = true;
    },
  };
};
