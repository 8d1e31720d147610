/** Who and what a call was made for. All of it is optional; the caller's own names, never Anthropic's. */
export interface Attribution {
  /** The end user, as the caller names it. At most 128 characters. */
  readonly user?: string | undefined;
  /** The feature of the product. At most 64 characters. */
  readonly feature?: string | undefined;
  /** The caller's own route or job. At most 128 characters. */
  readonly endpoint?: string | undefined;
  /** A conversation or run. At most 128 characters. */
  readonly session?: string | undefined;
  /** Up to 8 further names, 64 characters each, with values of up to 128. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

/**
 * The attribution that holds where `inner` stands inside `outer`: what inner says wins, what it leaves out is inherited, tags are joined.
 * `undefined` is "not said"; an empty text takes an inherited value away.
 */
export const mergeAttribution = (outer: Attribution, inner: Attribution): Attribution => ({
  user: inner.user ?? outer.user,
  feature: inner.feature ?? outer.feature,
  endpoint: inner.endpoint ?? outer.endpoint,
  session: inner.session ?? outer.session,
  tags: inner.tags === undefined ? outer.tags : { ...outer.tags, ...inner.tags },
});
