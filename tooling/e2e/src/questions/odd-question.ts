import * as fc from "fast-check";

/** Procedures that answer questions about usage. */
const procedures = [
  "usage.accessKeyStatistics",
  "usage.userStatistics",
  "usage.trends",
  "usage.timeHistogram",
  "usage.details",
  "usage.tail",
  "admin.systemOverview",
  "admin.topConsumers",
] as const;

/** One call as it goes over the wire: what a browser could send, and what no browser would. */
export interface OddQuestion {
  readonly procedure: (typeof procedures)[number];
  /** As superjson writes it. */
  readonly input: unknown;
}

const DAY_MS = 86_400_000;

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    "\u0000",
    "\ud800",
    "1e400",
    -1,
    1e308,
    "'; DROP TABLE access_key_usage; --",
    "%_\\",
    [],
    {},
    [[[]]],
    { $ne: null },
    "x".repeat(2000),
    "9999-99-99T00:00:00Z",
    "9223372036854775808",
    "__proto__",
    true,
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ unit: "binary", maxLength: 20 }),
);

/** What is meant, and sometimes what is not. */
const mostly = (meant: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 30, arbitrary: meant }, { weight: 1, arbitrary: junk });

const optional = (meant: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: mostly(meant) },
  );

const someOf = (...values: readonly unknown[]): fc.Arbitrary<unknown> =>
  optional(fc.array(mostly(fc.constantFrom(...values)), { maxLength: 4 }));

const dateArbitrary = (fromMs: number, toMs: number): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 40,
      arbitrary: fc.integer({ min: fromMs, max: toMs }).map((ms) => new Date(ms).toISOString()),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "-271821-04-20T00:00:00.000Z",
        "+275760-09-13T00:00:00.000Z",
        "0001-01-01T00:00:00.000Z",
        "not a date",
      ),
    },
  );

/** How superjson tells that a text is a date; and how a liar would. */
const metaArbitrary = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.constant<unknown>({ values: { startDate: ["Date"], endDate: ["Date"] } }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      undefined,
      null,
      {},
      { values: { startDate: ["bigint"], endDate: ["Date"] } },
      { values: { startDate: ["regexp"], endDate: ["map"] } },
      { values: { startDate: ["undefined"], endDate: ["set"] } },
      { values: { __proto__: ["Date"], "constructor.prototype": ["Date"] } },
      { values: [["class", "Date"]], referentialEqualities: { startDate: ["endDate"] } },
      { values: "Date" },
    ),
  },
);

/** Cursors that were really given: as they are, cut, and changed. */
const cursorArbitrary = (cursors: readonly string[]): fc.Arbitrary<string> => {
  const given = fc.constantFrom("none", ...cursors);
  return fc.oneof(
    given,
    fc.tuple(given, fc.nat(200)).map(([text, length]) => text.slice(0, length)),
    fc
      .tuple(given, fc.nat(200), fc.constantFrom("A", "_", "="))
      .map(([text, place, by]) => text.slice(0, place) + by + text.slice(place + 1)),
    fc.base64String({ maxLength: 200 }),
  );
};

const filterFields = (nowMs: number): Record<string, fc.Arbitrary<unknown>> => ({
  startDate: dateArbitrary(nowMs - 60 * DAY_MS, nowMs),
  endDate: dateArbitrary(nowMs - 10 * DAY_MS, nowMs + DAY_MS),
  accessKeyIds: someOf("1", "2", "3", "0", "01", "9223372036854775807", "9223372036854775808"),
  users: someOf("anna", "bo", "cy", "nobody"),
  models: someOf("model-anna", "model-bo", "model-cy"),
  features: someOf("feature-anna", "feature-bo", "feature-cy"),
  outcomes: someOf("complete", "error", "truncated", "cancelled"),
  qualities: someOf("final", "provisional", "none"),
  statuses: someOf(200, 429, "4xx", "none", 99, 600),
  timeZone: optional(
    fc.constantFrom("UTC", "Asia/Kolkata", "America/St_Johns", "Mars/Olympus", "+01:00"),
  ),
  compare: optional(fc.constantFrom("previous", "next")),
});

const viewFields: Record<string, fc.Arbitrary<unknown>> = {
  aggregationPeriod: optional(fc.constantFrom("hour", "day", "week", "month", "minute")),
  groupBy: optional(fc.constantFrom("none", "access_key", "user", "model", "feature")),
  subgroupBy: optional(fc.constantFrom("none", "access_key", "user", "model", "feature")),
  dimensionType: mostly(fc.constantFrom("access_key", "user", "model", "feature")),
  rankBy: optional(fc.constantFrom("tokens", "cost", "requests", "name; DROP")),
  countMax: optional(fc.integer({ min: -1, max: 120 })),
  pageSize: optional(fc.integer({ min: -1, max: 600 })),
  requestId: optional(fc.constantFrom("req_anna", "req_bo", "%")),
  messageId: optional(fc.constantFrom("msg_anna", "_")),
  eventId: optional(fc.uuid()),
  isByLifetime: optional(fc.boolean()),
  forecast: optional(fc.boolean()),
};

/**
 * Questions of which most are almost right: sorts, filters, zones, pages, and now and then a value that has no business there.
 *
 * @param cursors that were really given, for other questions; they come as they are, cut, and changed.
 */
export const oddQuestionArbitrary = (
  nowMs: number,
  cursors: readonly string[],
): fc.Arbitrary<OddQuestion> => {
  const fields = {
    ...filterFields(nowMs),
    ...viewFields,
    cursor: optional(cursorArbitrary(cursors)),
  };
  const json = fc.record(fields, { noNullPrototype: true });
  return fc.record({
    procedure: fc.constantFrom(...procedures),
    input: fc
      .tuple(
        fc.oneof({ weight: 40, arbitrary: json }, { weight: 1, arbitrary: junk }),
        metaArbitrary,
      )
      .map(([asked, meta]) => ({ json: asked, meta })),
  });
};
