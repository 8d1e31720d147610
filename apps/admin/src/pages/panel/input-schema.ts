/** A JSON Schema as the server sends it; read by what it says, never trusted to be whole. */
export type InputSchema = Readonly<Record<string, unknown>>;

/** Whether a value is a plain object; times, once made, are none. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The parts of a list that are schemas. */
const schemasOf = (list: unknown): readonly InputSchema[] =>
  Array.isArray(list) ? Array.from<unknown>(list).filter(isRecord) : [];

/** What an object is made of, by name. */
export const propertiesOf = ({
  properties,
}: InputSchema): readonly (readonly [string, InputSchema])[] =>
  isRecord(properties)
    ? Object.entries(properties).flatMap(([name, schema]) =>
        isRecord(schema) ? [[name, schema] as const] : [],
      )
    : [];

/** What a value may be, one of several. */
export const optionsOf = ({ anyOf, oneOf, allOf }: InputSchema): readonly InputSchema[] => [
  ...schemasOf(anyOf),
  ...schemasOf(oneOf),
  ...schemasOf(allOf),
];

const reviveText = (schema: InputSchema, text: string): unknown => {
  if (schema["format"] === "bigint" && /^-?\d+n?$/.test(text)) {
    return BigInt(text.replace("n", ""));
  }
  const time = schema["format"] === "date-time" ? new Date(text) : null;
  return time === null || Number.isNaN(time.getTime()) ? text : time;
};

/** Makes times and bigints of text where the schema says so. Everything else stays: the server judges it. */
export const reviveInput = (schema: InputSchema, value: unknown): unknown => {
  const revived = optionsOf(schema).reduce<unknown>(
    (inner, option) => reviveInput(option, inner),
    value,
  );
  if (typeof revived === "string") {
    return reviveText(schema, revived);
  }
  const { items } = schema;
  if (Array.isArray(revived)) {
    return isRecord(items) ? revived.map((item: unknown) => reviveInput(items, item)) : revived;
  }
  if (!isRecord(revived)) {
    return revived;
  }
  const properties = new Map(propertiesOf(schema));
  return Object.fromEntries(
    Object.entries(revived).map(([name, inner]) => [
      name,
      reviveInput(properties.get(name) ?? {}, inner),
    ]),
  );
};

const DAY_MS = 86_400_000;

const sampleOf = (name: string, schema: InputSchema, nowMs: number): unknown => {
  const { format, type, enum: values } = schema;
  if (format === "date-time") {
    return new Date(name === "endDate" ? nowMs : nowMs - DAY_MS).toISOString();
  }
  if (Array.isArray(values)) {
    return Array.from<unknown>(values)[0];
  }
  const samples: Readonly<Record<string, unknown>> = {
    boolean: true,
    integer: 1,
    number: 1,
    array: [],
    object: {},
  };
  return (typeof type === "string" ? samples[type] : undefined) ?? "";
};

/** An input to begin with: all that must be given, the last day where a time is asked for. */
export const sampleInput = (schema: InputSchema, nowMs: number): object => {
  const required: unknown = schema["required"];
  const names = Array.isArray(required) ? Array.from<unknown>(required) : [];
  return Object.fromEntries(
    propertiesOf(schema)
      .filter(([name, inner]) => names.includes(name) && !("default" in inner))
      .map(([name, inner]) => [name, sampleOf(name, inner, nowMs)]),
  );
};
