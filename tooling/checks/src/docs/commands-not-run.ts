/**
 * Command lines of documents that are not run by the tests, and why. Everything else in a block of `sh` or `bash` is run.
 * Reviewed: whoever adds a line says what it needs that no test machine has.
 */
export const commandsNotRun: readonly { readonly begins: string; readonly why: string }[] = [
  { begins: "npm test", why: "it is what runs this" },
  { begins: "npm start", why: "run once, for all blocks" },
  {
    begins: "NODE_OPTIONS=",
    why: "npm start is run once; tooling/e2e/src/one-batch.test.ts starts the processes so",
  },
  { begins: "npm run check", why: "it is what runs this; .ci/run runs it" },
  { begins: "npm run demo", why: "takes minutes; tooling/demo has tests of its own" },
  { begins: "npm run chaos", why: "takes minutes; tooling/chaos has tests of its own" },
  { begins: "npm run e2e", why: "takes minutes; .ci/run runs it" },
  {
    begins: "npm run build -w packages/sdk",
    why: "writes into the repository; packages/sdk/src/package/package.test.ts does the same",
  },
  { begins: "npm pack ./packages/sdk", why: "packs what the line before built" },
  { begins: "npx vitest ", why: "it is what runs this" },
  { begins: "npm run bench", why: "takes minutes; .ci/run runs it" },
  {
    begins: "pg_basebackup ",
    why: "needs PostgreSQL's own programs; tooling/e2e/src/backup.test.ts",
  },
  { begins: "pg_dump ", why: "needs PostgreSQL's own programs; tooling/e2e/src/backup.test.ts" },
  { begins: "docker ", why: "needs a container engine; tooling/checks/src/deploy reads the files" },
  { begins: "helm ", why: "needs Helm and a cluster; tooling/checks/src/deploy renders the chart" },
  {
    begins: "psql ",
    why: "changes roles of a whole server; tooling/e2e/src/least-privilege.test.ts does the same",
  },
  { begins: "DATABASE_URL=postgresql://", why: "names a server of the reader's" },
];
