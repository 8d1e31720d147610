import { randomUUID } from "node:crypto";
import type {
  CounterAnswer,
  CounterFigure,
  CounterQuestion,
  CounterSeed,
  QuotaCounters,
  ReservationRequest,
  SeedMark,
} from "@tokenledger/usage/quotas";
import { z } from "zod";
import type { Connection } from "../connection/connection.ts";
import { bufferKeys, type BufferKeys } from "../keys.ts";
import { loadScript, runScript } from "../script.ts";
import type { Shards } from "../shards.ts";
import { ask } from "../connection/store-error.ts";
import { readElsewhere, type Elsewhere } from "./quota-elsewhere.ts";

const askScript = loadScript("quota-ask");
const beginScript = loadScript("quota-begin-seeds");
const seedScript = loadScript("quota-seed");
const releaseScript = loadScript("quota-release");

const FIGURE_CELLS = 4;

const Reply = z.union([
  z.tuple([z.literal("STALE")], z.int()),
  z.tuple([z.literal("TOLD"), z.enum(["0", "1"])], z.string()),
]);
const Marks = z.tuple([z.string()], z.string());
const Hold = z.record(z.string(), z.string());

const figureOf = (cells: readonly string[], index: number): CounterFigure => {
  const [used = "0", reserved = "0", ageMs = "0", exceeded] = cells.slice(
    index * FIGURE_CELLS,
    (index + 1) * FIGURE_CELLS,
  );
  return {
    used: BigInt(used),
    reserved: BigInt(reserved),
    seedAgeMs: Number(ageMs),
    isExceeded: exceeded === "1",
  };
};

type Told = Extract<CounterAnswer, { readonly type: "told" }>;

/**
 * The counters of quotas on the buffer's Redis. Sums and reservations are on the first shard, so that one script asks all counters of a call; what was
 * settled and is on its way is where its records are.
 */
export class RedisQuotaCounters implements QuotaCounters {
  readonly #redis: Connection;
  readonly #keys: BufferKeys;
  readonly #others: readonly BufferKeys[];

  constructor(redis: Connection, { all: [first = bufferKeys(), ...others] }: Shards) {
    this.#redis = redis;
    this.#keys = first;
    this.#others = others;
  }

  async ask(
    questions: readonly CounterQuestion[],
    reservation: ReservationRequest | null,
    seedAgeMsMax: number,
  ): Promise<CounterAnswer> {
    const elsewhere = await this.#elsewhere(questions, null);
    const unknown = elsewhere.flatMap(({ epoch }, index) => (epoch === null ? [index] : []));
    if (unknown.length > 0) return { type: "stale", indexes: unknown };
    const answer = await this.#ask(questions, elsewhere, reservation, seedAgeMsMax);
    const isSure = reservation === null || this.#others.length === 0;
    if (isSure || answer.type === "stale" || !answer.isAllowed) return answer;
    return this.#confirm(questions, elsewhere, reservation, answer);
  }

  async #ask(
    questions: readonly CounterQuestion[],
    elsewhere: readonly Elsewhere[],
    reservation: ReservationRequest | null,
    seedAgeMsMax: number,
  ): Promise<CounterAnswer> {
    const keys = this.#keys;
    const reply = Reply.parse(
      await runScript(
        this.#redis,
        askScript,
        [
          keys.quotaEpoch,
          keys.quotaHold(reservation?.id ?? ""),
          ...questions.flatMap(({ counterId }) => [
            keys.quota(counterId),
            keys.pend({ type: "quota", id: counterId }),
            keys.quotaReserved(counterId),
          ]),
        ],
        [
          reservation?.id ?? "",
          String(reservation?.expiresInMs ?? 0),
          String(seedAgeMsMax),
          ...questions.flatMap(({ counterId, limit, amount }, index) => [
            counterId,
            limit === null ? "" : String(limit),
            String(amount),
            String(elsewhere[index]?.counted ?? 0n),
            elsewhere[index]?.epoch ?? "",
          ]),
        ],
      ),
    );
    if (reply[0] === "STALE") {
      const [, ...indexes] = reply;
      return { type: "stale", indexes };
    }
    const [, isAllowed, ...cells] = reply;
    return {
      type: "told",
      isAllowed: isAllowed === "1",
      figures: questions.map((_, index) => figureOf(cells, index)),
    };
  }

  async beginSeeds(counterIds: readonly string[], keepMs: number): Promise<readonly SeedMark[]> {
    const elsewhere = await this.#elsewhere(
      counterIds.map((counterId) => ({ counterId })),
      keepMs,
    );
    const keys = [this.#keys.quotaEpoch, ...counterIds.map((id) => this.#keys.quota(id))];
    const [epoch, ...moved] = Marks.parse(
      await runScript(this.#redis, beginScript, keys, [String(keepMs)]),
    );
    return counterIds.map((counterId, index) => ({
      counterId,
      epoch: `${epoch}${elsewhere[index]?.epoch ?? ""}`,
      moved: String(BigInt(moved[index] ?? "0") + (elsewhere[index]?.moved ?? 0n)),
    }));
  }

  async seed(seeds: readonly CounterSeed[]): Promise<void> {
    const elsewhere = await this.#elsewhere(
      seeds.map(({ mark }) => mark),
      null,
    );
    await runScript(
      this.#redis,
      seedScript,
      [
        this.#keys.quotaEpoch,
        ...seeds.flatMap(({ mark: { counterId } }) => [
          this.#keys.quota(counterId),
          this.#keys.quotaReserved(counterId),
        ]),
      ],
      seeds.flatMap(({ mark, used, keepMs }, index) => [
        mark.epoch,
        mark.moved,
        String(used),
        String(keepMs),
        String(elsewhere[index]?.moved ?? 0n),
        // One that is not known there any more belongs to no epoch.
        elsewhere[index]?.epoch ?? " lost",
      ]),
    );
  }

  async release(reservationIds: readonly string[]): Promise<void> {
    await Promise.all(reservationIds.map(async (id) => this.#release(id)));
  }

  async forgetSeeds(): Promise<void> {
    await ask(async () => this.#redis.set(this.#keys.quotaEpoch, randomUUID()));
  }

  /**
   * Reads the other shards once more, now that the place is held: a record that came there after the first reading, and gave back its own place
   * before this one was held, was in neither. What it takes too much is given back.
   */
  async #confirm(
    questions: readonly CounterQuestion[],
    before: readonly Elsewhere[],
    reservation: ReservationRequest,
    answer: Told,
  ): Promise<CounterAnswer> {
    const after = await this.#elsewhere(questions, null);
    const figures = answer.figures.map((figure, index) => {
      const used = figure.used + (after[index]?.counted ?? 0n) - (before[index]?.counted ?? 0n);
      const limit = questions[index]?.limit ?? null;
      return { ...figure, used, isExceeded: limit !== null && used + figure.reserved > limit };
    });
    if (figures.every(({ isExceeded }) => !isExceeded)) return { ...answer, figures };
    await this.#release(reservation.id);
    return {
      ...answer,
      isAllowed: false,
      figures: figures.map(({ used, reserved, seedAgeMs, isExceeded }, index) => ({
        used,
        reserved: reserved - (questions[index]?.amount ?? 0n),
        seedAgeMs,
        isExceeded,
      })),
    };
  }

  async #elsewhere(
    counters: readonly { readonly counterId: string }[],
    keepMs: number | null,
  ): Promise<readonly Elsewhere[]> {
    return readElsewhere(
      this.#redis,
      this.#others,
      counters.map(({ counterId }) => counterId),
      keepMs,
    );
  }

  /** Two steps: which counters it holds is known to its hold alone. The second gives back no more than is there. */
  async #release(id: string): Promise<void> {
    const hold = Hold.parse(await ask(async () => this.#redis.hgetall(this.#keys.quotaHold(id))));
    const held = Object.entries(hold);
    if (held.length === 0) return;
    await runScript(
      this.#redis,
      releaseScript,
      [
        this.#keys.quotaHold(id),
        ...held.flatMap(([counterId]) => [
          this.#keys.quota(counterId),
          this.#keys.quotaReserved(counterId),
        ]),
      ],
      held.flatMap(([, amount]) => [`${id}|${amount}`, amount]),
    );
  }
}
