import { about, type Finding } from "./finding.ts";

const { ok, warning, fails } = about("secrets");

const KNOWN =
  /change.?me|password|passwort|secret|example|default|admin|test|tokenledger|postgres|12345|abcde/i;
const DISTINCT_MIN = 8;
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Whether somebody would guess it: a word that everybody tries, or a few characters over and over. */
const isGuessable = (secret: string): boolean =>
  KNOWN.test(secret) || new Set(secret).size < DISTINCT_MIN;

const checkPepper = (pepper: string): Finding =>
  isGuessable(pepper)
    ? fails(
        "TOKENLEDGER_KEY_PEPPER can be guessed",
        "Take `openssl rand -hex 32` before the first key is made; a changed pepper makes every key invalid.",
      )
    : ok("TOKENLEDGER_KEY_PEPPER cannot be guessed");

const checkAddress = (name: string, url: string): Finding => {
  // `redis-cluster://a:1,b:2` is no URL to WHATWG: its first node stands for all.
  const parsed = URL.parse(url.replace(/,.*$/, ""));
  if (parsed === null) return fails(`${name} is no address`, `See docs/environment.md.`);
  const isGood = parsed.password !== "" && !isGuessable(decodeURIComponent(parsed.password));
  if (isGood) return ok(`the password in ${name} cannot be guessed`);
  const text =
    parsed.password === "" ? `${name} has no password` : `the password in ${name} can be guessed`;
  return LOOPBACK.test(parsed.hostname)
    ? warning(`${text}; it is on this machine`, "Give it one before others can reach the machine.")
    : fails(text, "Give that user a long random one: `openssl rand -hex 32`.");
};

/** What the secrets are worth. Missing ones are other checks' business. */
export const checkSecrets = (settings: {
  readonly pepper?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
}): readonly Finding[] => [
  ...(settings.pepper === undefined ? [] : [checkPepper(settings.pepper)]),
  ...(settings.databaseUrl === undefined
    ? []
    : [checkAddress("DATABASE_URL", settings.databaseUrl)]),
  ...(settings.redisUrl === undefined ? [] : [checkAddress("REDIS_URL", settings.redisUrl)]),
];
