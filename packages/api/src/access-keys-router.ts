import { accessKeyScopes } from "@tokenledger/usage";
import { z } from "zod";
import { mintAccessKey } from "./access-key-token.ts";
import { adminRouterOf, memberProcedure } from "./admin-procedures.ts";
import { Id, searchText } from "./usage-inputs.ts";

const NewKey = z.object({
  name: searchText(128),
  scopes: z
    .array(z.enum(accessKeyScopes))
    .min(1)
    .max(accessKeyScopes.length)
    .transform((scopes) => [...new Set(scopes)])
    .default(["collect"]),
  /** Null: never. */
  expiresAt: z.date().nullable().default(null),
});

const KeyId = z.object({ id: Id });

/** The keys that services collect with. */
export const accessKeysRouter = adminRouterOf({
  list: memberProcedure
    .meta({ permission: "keys.read", description: "All access keys, never their secrets." })
    .query(({ ctx }) => ctx.directory.listAccessKeys()),

  create: memberProcedure
    .meta({
      permission: "keys.manage",
      description: "Makes an access key; its token is shown in this answer and never again.",
    })
    .input(NewKey)
    .mutation(async ({ ctx, input }) => {
      const { token, ...minted } = mintAccessKey({ env: ctx.keyEnvironment, pepper: ctx.pepper });
      const accessKey = await ctx.directory.createAccessKey({ ...input, ...minted });
      return { accessKey, token };
    }),

  disable: memberProcedure
    .meta({
      permission: "keys.manage",
      description: "Refuses an access key within 5 seconds; its history stays.",
    })
    .input(KeyId)
    .mutation(({ ctx, input }) =>
      ctx.directory.setAccessKeyDisabled(input.id, new Date(ctx.clock())),
    ),

  enable: memberProcedure
    .meta({ permission: "keys.manage", description: "Takes a disabled access key back." })
    .input(KeyId)
    .mutation(({ ctx, input }) => ctx.directory.setAccessKeyDisabled(input.id, null)),
});
