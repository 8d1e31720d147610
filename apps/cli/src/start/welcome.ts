import type { FirstSetup } from "./first-setup.ts";

const snippet = (url: string, accessKey: string): string => `
  TOKENLEDGER_URL=${url} TOKENLEDGER_KEY=${accessKey}

  import Anthropic from "@anthropic-ai/sdk";
  import { Tokenledger } from "@tokenledger/sdk";

  const ledger = new Tokenledger();
  const anthropic = new Anthropic({ middleware: [ledger.middleware()] });
`;

const firstTime = (url: string, setup: FirstSetup): string => `
  Shown once, keep them:
    login       ${setup.login}
    password    ${setup.password}
    access key  ${setup.accessKey}

  In your service:
${snippet(url, setup.accessKey)}`;

/** What the person who started the system reads when it is ready. */
export const welcome = (url: string, dataDir: string, setup: FirstSetup | null): string => `
  Tokenledger is running.

    page        ${url}
    data, logs  ${dataDir}
${setup === null ? "\n  Your login and keys are those of the first start.\n" : firstTime(url, setup)}
  Ctrl-C stops it; everything is kept.
`;
