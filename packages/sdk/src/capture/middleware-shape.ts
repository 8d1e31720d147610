/** What a middleware is given of a request: the part of the Anthropic SDK's `APIRequest` that is read. */
export interface MiddlewareRequest {
  readonly url: string;
  readonly method?: string | undefined;
  readonly headers: Headers;
  readonly body?: unknown;
}

/** What a middleware is given beside it: the part of the Anthropic SDK's `MiddlewareContext` that is read. */
export interface MiddlewareContext {
  readonly options?: { readonly body?: unknown } | undefined;
}

/** A middleware of the Anthropic SDK (0.101.0 and later), said without importing it. */
export type AnthropicMiddleware = <Request extends MiddlewareRequest>(
  request: Request,
  next: (request: Request) => Promise<Response>,
  context?: MiddlewareContext,
) => Promise<Response>;
