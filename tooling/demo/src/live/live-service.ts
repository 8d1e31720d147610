import Anthropic, { APIError } from "@anthropic-ai/sdk";
import { setTimeout as pause } from "node:timers/promises";
import { Tokenledger } from "@tokenledger/sdk";
import type { Service } from "../company/service.ts";
import type { Door } from "../door/collect-batch.ts";
import type { LiveCall } from "./live-call.ts";

/** Where a service sends what. */
export interface LiveServiceOptions {
  readonly service: Service;
  readonly door: Door;
  /** Base address of the fake Anthropic. */
  readonly anthropicUrl: string;
}

const DELTAS_BEFORE_BREAK = 3;
/** A record reaches the page this much later at most. */
const FLUSH_MS_MAX = 250;
const BATCH_SIZE = 4;
const BATCH_POLL_MS = 500;
const BATCH_POLLS_MAX = 20;

/** A service as anybody would write it: the real Anthropic client, with our middleware and nothing else. */
export class LiveService {
  readonly #ledger: Tokenledger;
  readonly #anthropic: Anthropic;

  constructor({ service, door, anthropicUrl }: LiveServiceOptions) {
    this.#ledger = new Tokenledger({
      ...door,
      flushMsMax: FLUSH_MS_MAX,
      attribution: { tags: { team: service.team, environment: service.environment } },
    });
    this.#anthropic = new Anthropic({
      apiKey: "not-a-real-key",
      baseURL: anthropicUrl,
      middleware: [this.#ledger.middleware()],
    });
  }

  /** Makes a call. An error of the API is part of the picture and no error here. */
  async call(call: LiveCall): Promise<void> {
    const { user, feature } = call;
    const attribution = { user, feature: feature.name, endpoint: feature.endpoint };
    try {
      await this.#ledger.withAttribution(attribution, () => this.#make(call));
    } catch (error) {
      if (!(error instanceof APIError)) {
        throw error;
      }
    }
  }

  /** Delivers what is recorded and ends. Closing twice is no error. */
  async close(): Promise<void> {
    await this.#ledger.close();
  }

  async #make({ manner, params }: LiveCall): Promise<void> {
    switch (manner) {
      case "stream":
        await this.#anthropic.messages.stream(params).finalMessage();
        return;
      case "broken":
        await this.#breakOff(params);
        return;
      case "batch":
        await this.#batch(params);
        return;
      case "whole":
      case "wrong":
      default:
        await this.#anthropic.messages.create(params);
    }
  }

  async #breakOff(params: LiveCall["params"]): Promise<void> {
    const stream = await this.#anthropic.messages.create({ ...params, stream: true });
    let deltaCount = 0;
    for await (const { type } of stream) {
      deltaCount += type === "content_block_delta" ? 1 : 0;
      if (deltaCount === DELTAS_BEFORE_BREAK) {
        break;
      }
    }
  }

  async #batch(params: LiveCall["params"]): Promise<number> {
    const { batches } = this.#anthropic.messages;
    const requests = Array.from({ length: BATCH_SIZE }, (_, index) => ({
      custom_id: `part-${index}`,
      params,
    }));
    const { id } = await batches.create({ requests });
    for (let polls = 0; polls < BATCH_POLLS_MAX; polls += 1) {
      await pause(BATCH_POLL_MS);
      const { processing_status: status } = await batches.retrieve(id);
      if (status === "ended") {
        break;
      }
    }
    // Read to the end: the middleware records each result as it passes.
    let answeredCount = 0;
    for await (const { result } of await batches.results(id)) {
      answeredCount += result.type === "succeeded" ? 1 : 0;
    }
    return answeredCount;
  }
}
