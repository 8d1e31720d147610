/** Settings that may stand in a file instead, named by the same variable with `_FILE` at its end. */
export const SECRET_SETTINGS = [
  "DATABASE_URL",
  "REDIS_URL",
  "TOKENLEDGER_KEY_PEPPER",
  "TOKENLEDGER_KEY_PEPPER_ALSO",
  "ANTHROPIC_ADMIN_KEY",
  "OIDC_CLIENT_SECRET",
  "SMTP_URL",
  "TOKENLEDGER_METRICS_TOKEN",
] as const;
