import { InvalidInputError } from "@tokenledger/usage";
import {
  type AlertDelivery,
  type AlertLedger,
  type AlertRule,
  type ChannelDetails,
  type ChannelView,
  type Notifier,
  type SecretBox,
  type StoredChannel,
} from "@tokenledger/usage/alerts";

const rule: AlertRule = {
  id: "3",
  name: "Daily calls",
  condition: {
    kind: "threshold",
    metric: "requests",
    window: "day",
    thresholds: [1n],
    recurringStep: null,
  },
  filter: {},
  groupBy: "none",
  channelIds: [],
  isEnabled: true,
  muteUntil: null,
  createdBy: "admin",
  createTime: new Date(0),
  updateTime: new Date(0),
  evaluateTime: null,
  fault: null,
  openEventCount: 0,
};

const delivery = (id: string): AlertDelivery => ({
  id,
  eventId: null,
  channelId: "7",
  channelName: "hook",
  kind: "test",
  title: "",
  state: "delivered",
  attemptCount: 1,
  attempts: [],
  createTime: new Date(0),
  dueTime: null,
  finishTime: null,
});

const nothing = {
  fromTime: new Date(0),
  toTime: new Date(0),
  fireCount: 0,
  moments: [],
  limitation: null,
};

const viewOf = (channel: StoredChannel): ChannelView => {
  const { sealedDetails: _sealed, ...shown } = channel;
  return { ...shown, id: "7", createTime: new Date(0), updateTime: new Date(0) };
};

/** Alerts that keep one channel, answer everything else with the least, and remember what they were asked. */
export class FakeAlerts implements Notifier, SecretBox {
  readonly asked: (readonly [name: string, ...parameters: unknown[]])[] = [];
  readonly sent: ChannelDetails[] = [];
  channel: StoredChannel | null = null;
  /** How many rows every page of deliveries has. */
  deliveryCount = 0;

  readonly ledger: AlertLedger = {
    rules: {
      list: () => this.#answer("list", [], [rule]),
      get: (...parameters) => this.#answer("get", parameters, rule),
      create: (...parameters) => this.#answer("create", parameters, rule),
      update: (...parameters) => this.#answer("update", parameters, rule),
      remove: (...parameters) => this.#answer("remove", parameters, undefined),
      mute: (...parameters) => this.#answer("mute", parameters, rule),
    },
    channels: {
      list: () => this.#answer("channels", [], this.channel === null ? [] : [viewOf(this.channel)]),
      create: (channel) => this.#keep(channel),
      update: (_id, changes) => this.#keep({ ...this.#kept(), ...changes }),
      remove: (...parameters) => this.#answer("removeChannel", parameters, undefined),
      sealedDetails: () =>
        this.channel === null
          ? Promise.reject(new InvalidInputError("NOT_FOUND", "There is no such alert channel."))
          : Promise.resolve(this.channel),
    },
    history: {
      events: (...parameters) => this.#answer("events", parameters, []),
      deliveries: (...parameters) =>
        this.#answer(
          "deliveries",
          parameters,
          Array.from({ length: this.deliveryCount }, (_each, index) => delivery(String(index))),
        ),
    },
    evaluation: {
      enabledRuleIds: () => this.#answer("enabledRuleIds", [], []),
      evaluate: (...parameters) => this.#answer("evaluate", parameters, null),
      noteFault: (...parameters) => this.#answer("noteFault", parameters, undefined),
      preview: (...parameters) => this.#answer("preview", parameters, nothing),
    },
    outbox: {
      claim: (...parameters) => this.#answer("claim", parameters, []),
      settle: (...parameters) => this.#answer("settle", parameters, undefined),
      noteTest: (channelId, id, notice, report) =>
        this.#answer("noteTest", [channelId, id, notice, report], delivery(id)),
      retry: (id, now) => this.#answer("retry", [id, now], delivery(id)),
    },
  };

  check: Notifier["check"] = (details) => {
    if (details.kind === "slack") throw new InvalidInputError("CHANNEL_REFUSED", "url: no");
  };

  send: Notifier["send"] = (details) => {
    this.sent.push(details);
    return Promise.resolve({ isDelivered: true, detail: "answered 200", durationMs: 1 });
  };

  seal: SecretBox["seal"] = (text) => `sealed ${text}`;

  open: SecretBox["open"] = (sealed) => {
    if (!sealed.startsWith("sealed ")) throw new Error("another pepper");
    return sealed.slice("sealed ".length);
  };

  #kept(): StoredChannel {
    if (this.channel === null) throw new InvalidInputError("NOT_FOUND", "No channel.");
    return this.channel;
  }

  #keep(channel: StoredChannel): Promise<ChannelView> {
    this.channel = channel;
    return Promise.resolve(viewOf(channel));
  }

  #answer<Answer>(name: string, parameters: readonly unknown[], answer: Answer): Promise<Answer> {
    this.asked.push([name, ...parameters]);
    return Promise.resolve(answer);
  }
}
