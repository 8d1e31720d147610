import Anthropic from "@anthropic-ai/sdk";
import { startFakeAnthropic, type Exchange, type FakeAnthropic } from "@tokenledger/fake-anthropic";
import type { UsageRecord } from "@tokenledger/usage";
import { Tokenledger } from "../tokenledger.ts";
import type { TokenledgerOptions } from "../tokenledger-options.ts";
import { startCollectServer, type CollectServer } from "./collect-server.ts";

/** A ledger between a fake Anthropic and a fake server. */
export interface CaptureRig {
  readonly fake: FakeAnthropic;
  readonly server: CollectServer;
  readonly ledger: Tokenledger;
  /** The real Anthropic client, with the ledger's middleware. */
  readonly anthropic: Anthropic;
  /** What has been recorded so far, in order of arrival; delivered first. */
  records(): Promise<readonly UsageRecord[]>;
  close(): Promise<void>;
}

/** Starts all of it. Memory alone: the spool has its own tests. */
export const startCaptureRig = async (
  exchanges: readonly Exchange[] = [],
  options: TokenledgerOptions = {},
): Promise<CaptureRig> => {
  const fake = await startFakeAnthropic({ exchanges });
  const server = await startCollectServer();
  const ledger = new Tokenledger({ url: server.url, accessKey: "k", spool: false, ...options });
  return {
    fake,
    server,
    ledger,
    anthropic: new Anthropic({
      apiKey: "test",
      baseURL: fake.url,
      middleware: [ledger.middleware()],
    }),
    records: async () => {
      await ledger.flush();
      return [...server.records.values()];
    },
    close: async () => {
      await ledger.close();
      await server.close();
      await fake.close();
    },
  };
};
