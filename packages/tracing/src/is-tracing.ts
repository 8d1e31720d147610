import { ProxyTracerProvider, trace } from "@opentelemetry/api";

/** The name under which every span of ours is told. */
export const SCOPE = "tokenledger";

/**
 * Whether somebody registered a provider of spans in this thread. Asked once, when a process puts its parts together: where nobody did, no part is
 * wrapped, and the path of a record has no line for tracing in it. A provider has to be registered before the program: by `node --import`.
 */
export const isTracing = (): boolean => {
  const provider = trace.getTracerProvider();
  return (
    !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(SCOPE) !== undefined
  );
};
