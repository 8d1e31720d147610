/** A call that is about to be made, to be estimated. */
export interface GuardedCall {
  readonly model: string | undefined;
  /** Body of the request: an object where the client has it, else its text. */
  readonly body: unknown;
}

/** The most tokens a call will use. */
export interface CallEstimate {
  /** Of the prompt, without what is written to the cache. */
  readonly inputTokens: number;
  /** Of the prompt, what may be written to the cache; 0 by default. */
  readonly cacheWriteTokens?: number | undefined;
  /** `max_tokens` of the request. */
  readonly outputTokens: number;
}

/** How calls are held against quotas before they are made. */
export interface GuardOptions {
  /** What happens while the server cannot be asked: `open` (the default) makes the call and counts it, `closed` refuses it. */
  readonly failMode?: "open" | "closed" | undefined;
  /** How long the server may take, in milliseconds; 500 by default. A call waits no longer than this. */
  readonly waitMsMax?: number | undefined;
  /** Whether the call's estimate is held until its record comes; true by default. False: concurrent calls may exceed a limit together. */
  readonly reserve?: boolean | undefined;
  /** The most tokens a call will use; by default reckoned from its request, rather too many than too few. If it throws, that is used. */
  readonly estimate?: ((call: GuardedCall) => CallEstimate) | undefined;
}
