import { z } from "zod";
import { adminRouterOf, memberProcedure } from "./admin-procedures.ts";
import { Id, searchText } from "./usage-inputs.ts";

const USERS_MAX = 500;

const Search = z.object({
  /** Part of a name; missing or null: all. */
  search: searchText(128).nullish(),
  countMax: z.int().min(1).max(USERS_MAX).default(100),
});

const UserId = z.object({ id: Id });

/** The users that usage is attributed to. */
export const usersRouter = adminRouterOf({
  list: memberProcedure
    .meta({ permission: "users.read", description: "Users, by part of their name." })
    .input(Search)
    .query(({ ctx, input }) => ctx.directory.listUsers(input.search ?? null, input.countMax)),

  disable: memberProcedure
    .meta({
      permission: "users.manage",
      description: "Refuses what the user calls from now on; history, and calls made before, stay.",
    })
    .input(UserId)
    .mutation(({ ctx, input }) => ctx.directory.setUserDisabled(input.id, new Date(ctx.clock()))),

  enable: memberProcedure
    .meta({ permission: "users.manage", description: "Counts the user's calls again." })
    .input(UserId)
    .mutation(({ ctx, input }) => ctx.directory.setUserDisabled(input.id, null)),
});
