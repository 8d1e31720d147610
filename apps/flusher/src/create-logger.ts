import { pino, type Logger } from "pino";

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
  return lines.length > 0 ? lines : ["something that is no Error"];
};

/** The log: one JSON object a line, on standard output. Never a record. */
export const createLogger = (level: string): Logger =>
  pino({
    level,
    base: { role: "flusher" },
    serializers: { err: describe },
  });
