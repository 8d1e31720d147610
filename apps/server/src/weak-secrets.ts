import { InvalidInputError } from "@tokenledger/usage";
import type { ServerConfig } from "./config.ts";

/** Fewer different characters than this are no random secret: 32 random hexadecimal digits have fewer in less than one of a billion. */
const DISTINCT_MIN = 6;
/** What people write where a password is asked for. */
const GUESSES = new Set(
  "password passw0rd postgres tokenledger redis admin root secret changeme change-me example test default 123456 12345678".split(
    " ",
  ),
);

const passwordOf = (url: string): string => {
  const { password } = new URL(url.replace(/^(rediss?)-cluster:\/\/([^,/]+).*$/, "$1://$2"));
  return decodeURIComponent(password);
};

const isPlain = (secret: string): boolean => new Set(secret).size < DISTINCT_MIN;

const isGuess = (url: string): boolean => {
  const password = passwordOf(url).toLowerCase();
  // None at all is another way to prove oneself: a socket, a certificate, a token of the cloud.
  return password !== "" && (GUESSES.has(password) || isPlain(password));
};

type Secrets = Pick<
  ServerConfig,
  | "NODE_ENV"
  | "DATABASE_URL"
  | "REDIS_URL"
  | "TOKENLEDGER_KEY_PEPPER"
  | "TOKENLEDGER_KEY_PEPPER_ALSO"
  | "TOKENLEDGER_METRICS_TOKEN"
>;

/**
 * Refuses secrets that anybody could guess, where NODE_ENV is production. Elsewhere they are for trying things out.
 *
 * @throws InvalidInputError CONFIG_INVALID that names them and repeats none.
 */
export const refuseWeakSecrets = (config: Secrets): void => {
  if (config.NODE_ENV !== "production") return;
  const weak = [
    ...(["DATABASE_URL", "REDIS_URL"] as const).filter((name) => isGuess(config[name])),
    ...(
      [
        "TOKENLEDGER_KEY_PEPPER",
        "TOKENLEDGER_KEY_PEPPER_ALSO",
        "TOKENLEDGER_METRICS_TOKEN",
      ] as const
    ).filter((name) => isPlain(config[name] ?? "never set")),
  ];
  if (weak.length === 0) return;
  throw new InvalidInputError(
    "CONFIG_INVALID",
    `In production these could be guessed: ${weak.join(", ")}. Make a secret with: openssl rand -hex 32`,
  );
};
