import { InvalidInputError, rankMetrics } from "@tokenledger/usage";
import { z } from "zod";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import {
  forward,
  Id,
  isForward,
  isWithinDays,
  noteText,
  searchText,
  withinDays,
} from "../usage/usage-inputs.ts";

const USERS_MAX = 500;

const Search = z.object({
  /** Part of a name; missing or null: all. */
  search: searchText(128).nullish(),
  countMax: z.int().min(1).max(USERS_MAX).default(100),
  /** Those first who used most in a range, all others after them by name. Missing: all by name. */
  byUsage: z
    .object({
      startDate: z.date(),
      /** Not included. */
      endDate: z.date(),
      rankBy: z.enum(rankMetrics).default("cost"),
    })
    .refine(isForward, forward)
    .refine(isWithinDays, withinDays)
    .optional(),
});

const UserId = z.object({ id: Id });

const DisplayName = searchText(128).nullable();
const Note = noteText(1000).nullable();

const Erasure = z.object({
  id: Id,
  /** A dry run unless told otherwise. */
  dryRun: z.boolean().default(true),
  /** The user's name, typed again: what is taken out cannot be put back. */
  confirmName: searchText(128).optional(),
});

const NewUser = z.object({
  name: searchText(128),
  displayName: DisplayName.default(null),
  note: Note.default(null),
});

const UserUpdate = z.object({
  id: Id,
  displayName: DisplayName.optional(),
  note: Note.optional(),
});

/** The users that usage is attributed to. */
export const usersRouter = adminRouterOf({
  list: memberProcedure
    .meta({
      permission: "users.read",
      description: "Users, by part of their name; those first who used most, if asked.",
    })
    .input(Search)
    .query(({ ctx, input: { search = null, countMax, byUsage } }) =>
      byUsage === undefined
        ? ctx.directory.listUsers(search, countMax)
        : ctx.directory.listUsersByUsage(ctx.scope, { search, countMax, ...byUsage }),
    ),

  get: memberProcedure
    .meta({ permission: "users.read", description: "One user." })
    .input(UserId)
    .query(({ ctx, input }) => ctx.directory.getUser(input.id)),

  create: memberProcedure
    .meta({
      permission: "users.manage",
      audit: "within",
      description: "Makes a user before their first call, to give them a quota or a name.",
    })
    .input(NewUser)
    .mutation(({ ctx, input }) => ctx.directory.createUser(input)),

  update: memberProcedure
    .meta({
      permission: "users.manage",
      audit: "within",
      description: "Changes what people call a user, and what they note about one.",
    })
    .input(UserUpdate)
    .mutation(({ ctx, input: { id, ...change } }) => ctx.directory.updateUser(id, change)),

  pseudonymise: memberProcedure
    .meta({
      permission: "users.pseudonymise",
      audit: "within",
      description:
        "Takes a user's name out of everything for good; no sum changes. First tells where it stands.",
    })
    .input(Erasure)
    .mutation(async ({ ctx, input: { id, dryRun, confirmName } }) => {
      const { name } = await ctx.directory.getUser(id);
      if (!dryRun && confirmName !== name) {
        throw new InvalidInputError("NAME_NOT_CONFIRMED", "Type the user's name as it is.");
      }
      const now = new Date(ctx.clock());
      return ctx.erasure.pseudonymise(id, { isRehearsal: dryRun, now });
    }),

  disable: memberProcedure
    .meta({
      permission: "users.manage",
      audit: "within",
      description: "Refuses what the user calls from now on; history, and calls made before, stay.",
    })
    .input(UserId)
    .mutation(({ ctx, input }) => ctx.directory.setUserDisabled(input.id, new Date(ctx.clock()))),

  enable: memberProcedure
    .meta({
      permission: "users.manage",
      audit: "within",
      description: "Counts the user's calls again.",
    })
    .input(UserId)
    .mutation(({ ctx, input }) => ctx.directory.setUserDisabled(input.id, null)),
});
