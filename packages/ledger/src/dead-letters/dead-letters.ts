import { LockMode } from "@mikro-orm/core";
import type { EntityManager, MikroORM } from "@mikro-orm/postgresql";
import type { Json } from "@tokenledger/usage";
import { asDirectoryCall, found } from "../directories/directory-call.ts";
import { DeadLetter } from "../entities/dead-letter.ts";
import { isRowId } from "../row-id.ts";

/** A record put aside, as people see it. */
export interface DeadLetterView {
  readonly id: string;
  readonly accessKeyId: string;
  readonly eventId: string;
  /** `id_reuse_conflict` or `value_refused`. */
  readonly reason: string;
  readonly detail: string;
  /** The record as collect handed it on. */
  readonly record: Json;
  readonly createTime: Date;
  readonly resolveTime: Date | null;
}

export interface DeadLetterPage {
  /** Only those nobody has dealt with. Default false. */
  readonly openOnly?: boolean;
  /** Only those put aside before this one. */
  readonly beforeId?: string;
  readonly countMax: number;
}

/** Records put aside at commit. Nothing removes them. */
export interface DeadLetters {
  /** Newest first. @throws UnavailableError */
  list(page: DeadLetterPage): Promise<readonly DeadLetterView[]>;
  /** How many nobody has dealt with. @throws UnavailableError */
  countOpen(): Promise<number>;
  /** Notes that somebody dealt with it; the first moment stays. @throws InvalidInputError NOT_FOUND. @throws UnavailableError */
  resolve(id: string, at: Date): Promise<DeadLetterView>;
}

const viewOf = (letter: DeadLetter): DeadLetterView => ({
  id: letter.id,
  accessKeyId: letter.accessKeyId,
  eventId: letter.eventId,
  reason: letter.reason,
  detail: letter.detail,
  record: letter.record,
  createTime: letter.createTime,
  resolveTime: letter.resolveTime ?? null,
});

const lockedLetter = async (em: EntityManager, id: string): Promise<DeadLetter> =>
  found(
    isRowId(id)
      ? await em.findOne(DeadLetter, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
      : null,
    "dead letter",
  );

/** Dead letters over PostgreSQL. */
export const createDeadLetters = (orm: MikroORM): DeadLetters => ({
  list: async ({ openOnly = false, beforeId, countMax }) =>
    asDirectoryCall(async () => {
      const letters = await orm.em.fork().find(
        DeadLetter,
        {
          ...(openOnly ? { resolveTime: null } : {}),
          ...(beforeId === undefined ? {} : { id: { $lt: beforeId } }),
        },
        { orderBy: { id: "desc" }, limit: countMax },
      );
      return letters.map(viewOf);
    }),

  countOpen: async () =>
    asDirectoryCall(async () => orm.em.fork().count(DeadLetter, { resolveTime: null })),

  resolve: async (id, at) =>
    asDirectoryCall(async () =>
      orm.em.transactional(async (em) => {
        const letter = await lockedLetter(em, id);
        letter.resolveTime ??= at;
        return viewOf(letter);
      }),
    ),
});
