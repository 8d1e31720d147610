import type { FilterQuery, MikroORM } from "@mikro-orm/postgresql";
import type { AccessScope, UsersByUsage } from "@tokenledger/usage";
import { User } from "../entities/user.ts";
import { resolveFilter } from "../queries/resolved-filter.ts";
import { rankUsage } from "../queries/usage-ranks.ts";
import { ZonedBuckets } from "../queries/zoned-buckets.ts";
import { inSnapshot } from "../statement-runner.ts";
import { escapeLike } from "./escape-like.ts";

/** Most users whose names hold a text that are ranked by usage. */
const MATCHES_MAX = 10_000;

const buckets = new ZonedBuckets();

const whereOf = (search: string | null): FilterQuery<User> => {
  if (search === null) return {};
  const like = { $ilike: `%${escapeLike(search)}%` };
  return { $or: [{ name: like }, { displayName: like }] };
};

interface Cut {
  readonly countMax: number;
  /** Ids that are left out. */
  readonly except?: readonly string[];
}

/** Users by part of their name, in the order of names. */
export const findUsers = async (
  orm: MikroORM,
  search: string | null,
  { countMax, except = [] }: Cut,
): Promise<readonly User[]> =>
  orm.em
    .fork()
    .find(
      User,
      { $and: [whereOf(search), { id: { $nin: [...except] } }] },
      { orderBy: { name: "asc" }, limit: countMax },
    );

/** Ids of those who used most, largest first. Who used nothing is not among them. */
const rankUsers = async (
  orm: MikroORM,
  scope: AccessScope,
  { search, ...question }: UsersByUsage,
): Promise<readonly string[]> => {
  const matches = search === null ? null : await findUsers(orm, search, { countMax: MATCHES_MAX });
  const matching = matches && new Set(matches.map(({ id }) => id));
  return inSnapshot(orm, async (runner) => {
    const filter = await resolveFilter(runner, scope, question);
    const userIds =
      matching && filter.userIds
        ? filter.userIds.filter((id) => matching.has(id))
        : (filter.userIds ?? (matching && [...matching]));
    const ranks = await rankUsage(runner, {
      groups: ["user"],
      buckets: buckets.of(null, "UTC", question),
      filter: { ...filter, userIds },
      nowMs: Date.now(),
      rankBy: question.rankBy,
      countMax: question.countMax,
    });
    return ranks.flatMap(({ userId }) => userId ?? []);
  });
};

/** Users by part of their name: those first who used most, all others after them in the order of names. */
export const findUsersByUsage = async (
  orm: MikroORM,
  scope: AccessScope,
  question: UsersByUsage,
): Promise<readonly User[]> => {
  const { search, countMax } = question;
  const ranked = await rankUsers(orm, scope, question);
  const used = await orm.em.fork().find(User, { id: { $in: [...ranked] } });
  const byId = new Map(used.map((user) => [user.id, user]));
  const first = ranked.flatMap((id) => byId.get(id) ?? []);
  const others =
    first.length < countMax
      ? await findUsers(orm, search, { countMax: countMax - first.length, except: ranked })
      : [];
  return [...first, ...others];
};
