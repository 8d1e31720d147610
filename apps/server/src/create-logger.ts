import { pino, type DestinationStream, type Logger } from "pino";
import { describeError } from "./describe-error.ts";

const SECRETS = [
  "authorization",
  "cookie",
  "password",
  "token",
  "pepper",
  "secret",
  "secretHash",
  "passwordHash",
  'headers["set-cookie"]',
];

/**
 * The log: one JSON object a line. Errors are written field by field (see `describeError`); headers that carry secrets, and
 * fields named like one, are taken out wherever they stand on the first three levels.
 */
export const createLogger = (options: {
  readonly level: string;
  /** Default: standard output. */
  readonly destination?: DestinationStream;
}): Logger => {
  const settings = {
    level: options.level,
    base: { role: "server" },
    serializers: { err: describeError },
    redact: {
      paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      remove: true,
    },
  };
  return options.destination === undefined ? pino(settings) : pino(settings, options.destination);
};
