const PLAIN = /^[\x20-\x7e]+$/u;
const CONTROL_CHARACTERS = /\p{Cc}/gu;

/**
 * The text as the server takes it: at most `lengthMax` UTF-16 units, well-formed, without control characters.
 * Undefined where nothing is left, or where the value is no text: a record is worth more than one of its labels, so a bad label is mended or left out, never refused.
 */
export const boundedText = (value: unknown, lengthMax: number): string | undefined => {
  if (typeof value !== "string" || value === "") {
    return undefined;
  }
  if (value.length <= lengthMax && PLAIN.test(value)) {
    return value;
  }
  const clean = value.replace(CONTROL_CHARACTERS, "").slice(0, lengthMax).toWellFormed();
  return clean === "" ? undefined : clean;
};
