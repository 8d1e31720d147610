import { guessableSecrets, passwordOf, type SecretSetting } from "@tokenledger/usage/config";
import { about, type Finding } from "./finding.ts";

const { ok, warning, fails } = about("secrets");

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const isOnThisMachine = (url: string): boolean =>
  LOOPBACK.test(URL.parse(url.replace(/,.*$/s, ""))?.hostname ?? "");

const ADVICE: Readonly<Partial<Record<SecretSetting, string>>> = {
  TOKENLEDGER_KEY_PEPPER:
    'Take `openssl rand -hex 32` before the first key is made; later by the steps of docs/backup.md, "Changing the pepper".',
  DATABASE_URL: "Give that role a long random one: `openssl rand -hex 32`.",
  REDIS_URL: "Give that user a long random one: `openssl rand -hex 32`.",
};

type Settings = Readonly<Partial<Record<SecretSetting | "NODE_ENV", string | undefined>>>;

const isAddress = (name: SecretSetting): boolean => name === "DATABASE_URL" || name === "REDIS_URL";

const foundGuessable = (name: SecretSetting, value: string, isProduction: boolean): Finding => {
  const text = isAddress(name)
    ? `the password in ${name} can be guessed`
    : `${name} can be guessed`;
  const advice = ADVICE[name] ?? "Take `openssl rand -hex 32`.";
  return isAddress(name) && !isProduction && isOnThisMachine(value)
    ? warning(`${text}; it is on this machine`, advice)
    : fails(text, advice);
};

const foundUnguessable = (name: SecretSetting, value: string): Finding => {
  if (!isAddress(name)) return ok(`${name} cannot be guessed`);
  const password = passwordOf(value);
  if (password === null) return fails(`${name} is no address`, "See docs/environment.md.");
  return password === ""
    ? warning(
        `${name} has no password`,
        "Right where a socket or a certificate stands for one; else whoever reaches it may do everything.",
      )
    : ok(`the password in ${name} cannot be guessed`);
};

const NAMES = [
  "TOKENLEDGER_KEY_PEPPER",
  "TOKENLEDGER_KEY_PEPPER_ALSO",
  "TOKENLEDGER_METRICS_TOKEN",
  "DATABASE_URL",
  "REDIS_URL",
] as const satisfies readonly SecretSetting[];

/** What the secrets are worth, by the rule by which a server in production refuses to start. Missing ones are other checks' business. */
export const checkSecrets = (settings: Settings): readonly Finding[] => {
  const guessable = new Set(guessableSecrets(settings));
  const isProduction = settings.NODE_ENV === "production";
  return NAMES.flatMap((name) => {
    const value = settings[name];
    if (value === undefined) return [];
    return guessable.has(name)
      ? foundGuessable(name, value, isProduction)
      : foundUnguessable(name, value);
  });
};
