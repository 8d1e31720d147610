/** Where a value is not the JSON it must be, and why. */
export interface JsonFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export interface JsonLimits {
  /** Levels of objects and arrays; the outermost one is level 1. */
  readonly depthMax: number;
  /** UTF-8 bytes of the value written as compact JSON. */
  readonly byteCountMax: number;
}

const UTF8_BYTES_PER_UNIT_MAX = 3;

const textFault = (text: string): string | null => {
  // PostgreSQL's jsonb refuses \u0000 and lone surrogates: one such text would poison a whole batch.
  if (text.includes("\u0000")) return "must not contain NUL";
  return text.isWellFormed() ? null : "must be well-formed Unicode";
};

const isPlain = (value: object): boolean =>
  Object.prototype.toString.call(value) === "[object Object]";

const scalarFault = (value: unknown): string | null => {
  if (typeof value === "string") return textFault(value);
  if (typeof value === "number") return Number.isFinite(value) ? null : "must be a finite number";
  return typeof value === "boolean" || value === null ? null : "must be JSON";
};

const within = (key: string | number, fault: JsonFault): JsonFault => ({
  path: [key, ...fault.path],
  message: fault.message,
});

const arrayFault = (values: readonly unknown[], levels: number): JsonFault | null => {
  for (const [index, value] of values.entries()) {
    const fault = structureFault(value, levels);
    if (fault !== null) return within(index, fault);
  }
  return null;
};

const objectFault = (value: object, levels: number): JsonFault | null => {
  if (!isPlain(value)) return { path: [], message: "must be JSON" };
  for (const [key, item] of Object.entries(value)) {
    const keyFault = textFault(key);
    if (keyFault !== null) return { path: [], message: `a key ${keyFault}` };
    const fault = structureFault(item, levels);
    if (fault !== null) return within(key, fault);
  }
  return null;
};

/** Recursion is bounded by `levels`, so neither deep nesting nor a cycle can exhaust the stack. */
const structureFault = (value: unknown, levels: number): JsonFault | null => {
  if (typeof value !== "object" || value === null) {
    const message = scalarFault(value);
    return message === null ? null : { path: [], message };
  }
  if (levels === 0) return { path: [], message: "is nested too deeply" };
  return Array.isArray(value) ? arrayFault(value, levels - 1) : objectFault(value, levels - 1);
};

const isTooLong = (text: string, byteCountMax: number): boolean => {
  if (text.length > byteCountMax) return true;
  if (text.length * UTF8_BYTES_PER_UNIT_MAX <= byteCountMax) return false;
  return new TextEncoder().encode(text).byteLength > byteCountMax;
};

/**
 * Looks for the first reason why a value cannot be kept as JSON: something that JSON has no word for, text that PostgreSQL's
 * jsonb refuses, too many levels, too many bytes. Own keys named `__proto__` are keys like any other.
 * Never throws, whatever the value.
 */
export const findJsonFault = (value: unknown, limits: JsonLimits): JsonFault | null => {
  const fault = structureFault(value, limits.depthMax);
  if (fault !== null) return fault;
  return isTooLong(JSON.stringify(value), limits.byteCountMax)
    ? { path: [], message: `must be at most ${limits.byteCountMax} bytes of JSON` }
    : null;
};
