import type { Json, JsonObject } from "@tokenledger/usage";
import { isPersonalField } from "../masking/personal-fields.ts";

const TEXT_LENGTH_MAX = 200;
const ITEMS_MAX = 50;
const DEPTH_MAX = 5;
/** Values an entry keeps at most: input that refers to itself would else unfold without end. */
const VALUES_MAX = 200;

/** Input that is a secret (so is the URL of a chat channel), somebody's e-mail address, or too long to keep for ever. */
const LEFT_OUT = new Set([
  "password",
  "newPassword",
  "currentPassword",
  "token",
  "secret",
  "file",
  "confirmName",
  "url",
  "to",
]);

/** PostgreSQL refuses NUL and lone surrogates. */
const cleanText = (text: string): string =>
  text.slice(0, TEXT_LENGTH_MAX).toWellFormed().replaceAll("\0", "\uFFFD");

const scalarOf = (value: unknown): Json => {
  if (typeof value === "string") return cleanText(value);
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return value.toString();
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : null;
};

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !(value instanceof Date);

interface Budget {
  left: number;
}

const isSpent = (budget: Budget): boolean => {
  budget.left -= 1;
  return budget.left < 0;
};

/** The input of a call, as its audit entry keeps it. */
export class AuditParameters {
  readonly #pseudonymOf: (name: string) => string;

  /** @param pseudonymOf what stands for the name of a user: entries are for ever, so no name may stand in them. */
  constructor(pseudonymOf: (name: string) => string) {
    this.#pseudonymOf = pseudonymOf;
  }

  /** Without secrets, names of users replaced, long texts and lists cut. Takes whatever a caller sent. */
  of(input: unknown): JsonObject {
    return isRecord(input) && !Array.isArray(input)
      ? this.#object(input, 0, { left: VALUES_MAX })
      : {};
  }

  #object(input: Readonly<Record<string, unknown>>, depth: number, budget: Budget): JsonObject {
    const fields = Object.entries(input)
      .filter(([name, value]) => value !== undefined && !LEFT_OUT.has(name))
      .slice(0, ITEMS_MAX);
    return Object.fromEntries(
      fields.map(([name, value]) => [
        cleanText(name),
        isPersonalField(name)
          ? this.#personal(value, budget)
          : this.#value(value, depth + 1, budget),
      ]),
    );
  }

  #value(value: unknown, depth: number, budget: Budget): Json {
    if (isSpent(budget)) return "…";
    if (!isRecord(value)) return scalarOf(value);
    if (depth >= DEPTH_MAX) return "…";
    return Array.isArray(value)
      ? value.slice(0, ITEMS_MAX).map((item: unknown) => this.#value(item, depth + 1, budget))
      : this.#object(value, depth, budget);
  }

  /** Names, one or many, by their pseudonyms; anything else under such a field says nothing. */
  #personal(value: unknown, budget: Budget): Json {
    if (isSpent(budget)) return null;
    if (typeof value === "string") return this.#pseudonymOf(value);
    return Array.isArray(value)
      ? value.slice(0, ITEMS_MAX).map((item: unknown) => this.#personal(item, budget))
      : null;
  }
}
