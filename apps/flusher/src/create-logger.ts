import { TokenledgerError } from "@tokenledger/usage";
import { pino, type DestinationStream, type Logger } from "pino";

const CAUSES_MAX = 5;

/**
 * What the log says of an error: kind, code and words of it and of its causes, and where it came from.
 * Nothing else: errors of database clients carry the failed command with its arguments, which are what people sent.
 */
const describe = (error: unknown): readonly string[] => {
  const lines: string[] = [];
  let current = error;
  while (current instanceof Error && lines.length < CAUSES_MAX) {
    const code = "code" in current && typeof current.code === "string" ? ` ${current.code}` : "";
    lines.push(`${current.name}${code}: ${current.message}`);
    current = current.cause;
  }
  // Where a fault of our own came from is worth knowing; where a store was found away is not.
  const stack = error instanceof Error && !(error instanceof TokenledgerError) ? error.stack : "";
  return stack === undefined || stack === "" ? lines : [...lines, stack];
};

/** The log: one JSON object a line. Never a record. */
export const createLogger = (
  level: string,
  destination: DestinationStream = pino.destination({ fd: 1, sync: true }),
): Logger =>
  pino({ level, base: { role: "flusher" }, serializers: { err: describe } }, destination);
