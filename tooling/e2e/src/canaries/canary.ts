import { randomBytes } from "node:crypto";

/** A secret that nothing else looks like, so that it is found wherever it was repeated. */
export const canary = (name: string): string => `canary${name}${randomBytes(24).toString("hex")}`;

/** Every secret of a run: put into the system at its doors, settings and addresses, to be looked for where it comes out. */
export const canaries = {
  pepper: canary("pepper"),
  pepperAlso: canary("also"),
  adminKey: `sk-ant-admin-${canary("admin")}`,
  metricsToken: canary("metrics"),
  mailPassword: canary("mail"),
  oidcSecret: canary("oidc"),
  databasePassword: canary("database"),
  redisPassword: canary("redis"),
  anthropicKey: `sk-ant-${canary("caller")}`,
  prompt: canary("prompt"),
  wrongPassword: canary("wrong"),
  newPassword: canary("new"),
  strangeKey: `tl_live_${canary("key")}`,
  strangeSession: `tls_${canary("session")}`,
  webhookSecret: `whsec_${randomBytes(33).toString("base64")}`,
  chatAddress: canary("chat"),
} as const;

/** Settings that hold secrets, as every process is given them. */
export const secretSettings = {
  TOKENLEDGER_KEY_PEPPER: canaries.pepper,
  TOKENLEDGER_KEY_PEPPER_ALSO: canaries.pepperAlso,
  ANTHROPIC_ADMIN_KEY: canaries.adminKey,
  ANTHROPIC_ADMIN_URL: "http://127.0.0.1:1",
  TOKENLEDGER_METRICS_TOKEN: canaries.metricsToken,
  SMTP_URL: `smtp://mail:${canaries.mailPassword}@127.0.0.1:1`,
  SMTP_FROM: "ledger@example.org",
  LOG_LEVEL: "debug",
} as const;

/** Addresses of stores that are away, with passwords in them. */
export const awayStores = {
  DATABASE_URL: `postgresql://ledger:${canaries.databasePassword}@127.0.0.1:1/ledger`,
  REDIS_URL: `redis://ledger:${canaries.redisPassword}@127.0.0.1:1`,
} as const;

/** Secrets found in texts, as "where: which". */
export const repeated = (
  texts: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>>,
): readonly string[] =>
  Object.entries(texts).flatMap(([where, text]) =>
    Object.entries(secrets)
      .filter(([, secret]) => text.includes(secret))
      .map(([which]) => `${where}: ${which}`),
  );
