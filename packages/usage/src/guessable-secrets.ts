/** What people write where a secret is asked for, alone or among other things. */
const WORDS =
  /change.?me|passwor[dt]|passw0rd|secret|example|default|admin|test|root|tokenledger|postgres|redis|qwerty|12345|abcde/gi;
/** Left of a secret once the words are taken out, below which it is guessed: fewer could be tried one by one. */
const LENGTH_MIN = 8;
/**
 * Different characters that random digits have: fewer than 6 among 16 hexadecimal ones come once in 27,000, fewer than 8 among 24 once in 45,000
 * and among 32 once in 25 million.
 */
const DISTINCT_MIN = 6;
const LONG_LENGTH = 24;
const LONG_DISTINCT_MIN = 8;
/** A short piece over and over: `change-it` four times. */
const REPEATED = /^(.{1,12})\1+$/s;

/** Whether somebody would guess a secret that is set: a word that everybody tries with little beside it, too few characters, or the same ones over and over. */
export const isGuessable = (secret: string): boolean => {
  const rest = secret.replace(WORDS, "");
  const distinctMin = rest.length < LONG_LENGTH ? DISTINCT_MIN : LONG_DISTINCT_MIN;
  return rest.length < LENGTH_MIN || new Set(rest).size < distinctMin || REPEATED.test(rest);
};

/**
 * The password in a store's address, `redis-cluster://…` too; empty where it names none, which is another way to prove oneself: a socket, a
 * certificate, a token of the cloud. Null where the text is no address.
 */
export const passwordOf = (url: string): string | null => {
  // Several nodes are no URL to WHATWG: the first stands for all.
  const parsed = URL.parse(url.replace(/,.*$/s, ""));
  if (parsed === null) return null;
  try {
    return decodeURIComponent(parsed.password);
  } catch {
    // A lone `%` stands for itself.
    return parsed.password;
  }
};

const ADDRESSES = ["DATABASE_URL", "REDIS_URL"] as const;
const SECRETS = [
  "TOKENLEDGER_KEY_PEPPER",
  "TOKENLEDGER_KEY_PEPPER_ALSO",
  "TOKENLEDGER_METRICS_TOKEN",
] as const;

/** A setting that is a secret, or an address that carries one. */
export type SecretSetting = (typeof ADDRESSES)[number] | (typeof SECRETS)[number];

const isSetAndGuessable = (secret: string | null | undefined): boolean =>
  secret !== null && secret !== undefined && secret !== "" && isGuessable(secret);

/** Which of a process's secrets somebody would guess. Those that are missing, or an address without a password, are not among them. */
export const guessableSecrets = (
  settings: Partial<Readonly<Record<SecretSetting, string | undefined>>>,
): readonly SecretSetting[] => [
  ...ADDRESSES.filter((name) => isSetAndGuessable(passwordOf(settings[name] ?? ""))),
  ...SECRETS.filter((name) => isSetAndGuessable(settings[name])),
];
