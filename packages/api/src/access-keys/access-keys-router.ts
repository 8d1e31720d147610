import { accessKeyScopes, InvalidInputError } from "@tokenledger/usage";
import { z } from "zod";
import { mintAccessKey, mintSecret } from "./access-key-token.ts";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import { Id, searchText } from "../usage/usage-inputs.ts";

/** Longest overlap of two secrets of a key: a deployment that takes longer has stopped. */
const OVERLAP_MS_MAX = 30 * 86_400_000;

const Scopes = z
  .array(z.enum(accessKeyScopes))
  .min(1)
  .max(accessKeyScopes.length)
  .transform((scopes) => [...new Set(scopes)]);

const NewKey = z.object({
  name: searchText(128),
  scopes: Scopes.default(["collect"]),
  /** Null: never. */
  expiresAt: z.date().nullable().default(null),
});

const KeyId = z.object({ id: Id });

const KeyUpdate = z.object({
  id: Id,
  name: searchText(128).optional(),
  scopes: Scopes.optional(),
  /** From when it is refused; null: never. A moment that has passed expires it now. */
  expiresAt: z.date().nullable().optional(),
});

const Rotation = z.object({
  id: Id,
  /** Until when the secret in force now is taken too, at most 30 days; null or missing: not a moment longer. */
  previousExpiresAt: z.date().nullable().default(null),
});

/** The keys that services collect with. */
export const accessKeysRouter = adminRouterOf({
  list: memberProcedure
    .meta({ permission: "keys.read", description: "All access keys, never their secrets." })
    .query(({ ctx }) => ctx.directory.listAccessKeys()),

  get: memberProcedure
    .meta({ permission: "keys.read", description: "One access key, never its secret." })
    .input(KeyId)
    .query(({ ctx, input }) => ctx.directory.getAccessKey(input.id)),

  create: memberProcedure
    .meta({
      permission: "keys.manage",
      audit: "within",
      description: "Makes an access key; its token is shown in this answer and never again.",
    })
    .input(NewKey)
    .mutation(async ({ ctx, input }) => {
      const { token, ...minted } = mintAccessKey({ env: ctx.keyEnvironment, pepper: ctx.pepper });
      const accessKey = await ctx.directory.createAccessKey({ ...input, ...minted });
      return { accessKey, token };
    }),

  update: memberProcedure
    .meta({
      permission: "keys.manage",
      audit: "within",
      description: "Renames an access key, changes what it may do, or when it expires.",
    })
    .input(KeyUpdate)
    .mutation(({ ctx, input: { id, ...change } }) => ctx.directory.updateAccessKey(id, change)),

  rotate: memberProcedure
    .meta({
      permission: "keys.manage",
      audit: "within",
      description:
        "Gives an access key a new secret, shown once; the old one is taken until the moment chosen.",
    })
    .input(Rotation)
    .mutation(async ({ ctx, input: { id, previousExpiresAt } }) => {
      const nowMs = ctx.clock();
      if (previousExpiresAt !== null && previousExpiresAt.getTime() > nowMs + OVERLAP_MS_MAX) {
        throw new InvalidInputError(
          "OVERLAP_TOO_LONG",
          "previousExpiresAt must be within 30 days from now.",
        );
      }
      const { keyId } = await ctx.directory.getAccessKey(id);
      const { token, ...minted } = mintSecret({
        env: ctx.keyEnvironment,
        keyId,
        pepper: ctx.pepper,
      });
      const isOverlap = previousExpiresAt !== null && previousExpiresAt.getTime() > nowMs;
      const accessKey = await ctx.directory.rotateAccessKey(id, {
        ...minted,
        rotatedAt: new Date(nowMs),
        previousExpiresAt: isOverlap ? previousExpiresAt : null,
      });
      return { accessKey, token };
    }),

  disable: memberProcedure
    .meta({
      permission: "keys.manage",
      audit: "within",
      description: "Refuses an access key within 5 seconds; its history stays.",
    })
    .input(KeyId)
    .mutation(({ ctx, input }) =>
      ctx.directory.setAccessKeyDisabled(input.id, new Date(ctx.clock())),
    ),

  enable: memberProcedure
    .meta({
      permission: "keys.manage",
      audit: "within",
      description: "Takes a disabled access key back.",
    })
    .input(KeyId)
    .mutation(({ ctx, input }) => ctx.directory.setAccessKeyDisabled(input.id, null)),
});
