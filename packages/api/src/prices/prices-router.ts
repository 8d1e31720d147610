import {
  bookChange,
  InvalidInputError,
  readPriceBookFile,
  type PriceBook,
  type PriceChange,
  type PriceLedger,
  type PriceRow,
} from "@tokenledger/usage";
import { adminRouterOf, memberProcedure } from "../procedures/admin-procedures.ts";
import {
  BookFileInput,
  BookInput,
  NewPricesInput,
  PriceRemovalInput,
  PriceUpdateInput,
  RepriceInput,
  UndoInput,
  type Price,
} from "./prices-inputs.ts";

const epochMs = (instant: Date | null): number | null => instant?.getTime() ?? null;

const newRow = ({ validFrom, validTo, ...price }: Price): PriceChange["add"][number] => ({
  ...price,
  validFromMs: epochMs(validFrom),
  validToMs: epochMs(validTo),
});

const instant = (timeMs: number | null): Date | null => (timeMs === null ? null : new Date(timeMs));

/** A row as people see it. */
const rowView = ({ validFromMs, validToMs, ...row }: PriceRow) => ({
  ...row,
  validFrom: instant(validFromMs),
  validTo: instant(validToMs),
});

const inForce = (book: PriceBook, id: string): PriceRow => {
  const row = book.rows.find((each) => each.id === id);
  if (row === undefined) {
    throw new InvalidInputError("NOT_FOUND", "There is no such price in force.");
  }
  return row;
};

const changed = async (
  prices: PriceLedger,
  change: PriceChange,
): Promise<{ readonly version: number }> => {
  const { version } = await prices.change(change);
  return { version };
};

/** The price book, and what stored calls cost by it. */
export const pricesRouter = adminRouterOf({
  list: memberProcedure
    .meta({
      permission: "prices.read",
      description: "The price book in force, or as it was, with its editions.",
    })
    .input(BookInput)
    .query(async ({ ctx, input }) => {
      const { version, models, rows } = await ctx.prices.book(input.version);
      return { version, models, rows: rows.map(rowView), editions: await ctx.prices.versions() };
    }),

  create: memberProcedure
    .meta({
      permission: "prices.manage",
      audit: "within",
      description: "Adds prices and names of models; calls from now on are priced with them.",
    })
    .input(NewPricesInput)
    .mutation(({ ctx, input }) =>
      changed(ctx.prices, {
        add: input.prices.map(newRow),
        remove: [],
        models: input.models,
        actor: ctx.member.login,
        reason: input.reason,
      }),
    ),

  update: memberProcedure
    .meta({
      permission: "prices.manage",
      audit: "within",
      description: "Corrects or ends a price.",
    })
    .input(PriceUpdateInput)
    .mutation(async ({ ctx, input }) => {
      const { id: _, ...row } = inForce(await ctx.prices.book(), input.id);
      const { picoUsd, confidence, sources, note, validFrom, validTo } = input;
      const corrected = {
        ...row,
        picoUsd: picoUsd ?? row.picoUsd,
        confidence: confidence ?? row.confidence,
        sources: sources ?? row.sources,
        note: note === undefined ? row.note : note,
        validFromMs: validFrom === undefined ? row.validFromMs : epochMs(validFrom),
        validToMs: validTo === undefined ? row.validToMs : epochMs(validTo),
      };
      if ((corrected.validFromMs ?? -Infinity) >= (corrected.validToMs ?? Infinity)) {
        throw new InvalidInputError("PRICE_INVALID", "A price must end after it starts.");
      }
      return changed(ctx.prices, {
        add: [corrected],
        remove: [input.id],
        models: [],
        actor: ctx.member.login,
        reason: input.reason,
      });
    }),

  remove: memberProcedure
    .meta({
      permission: "prices.manage",
      audit: "within",
      description: "Takes prices out of the book.",
    })
    .input(PriceRemovalInput)
    .mutation(({ ctx, input }) =>
      changed(ctx.prices, {
        add: [],
        remove: [...new Set(input.ids)],
        models: [],
        actor: ctx.member.login,
        reason: input.reason,
      }),
    ),

  importFile: memberProcedure
    .meta({
      permission: "prices.manage",
      audit: "within",
      description: "Brings in a price book from a file; first tells what would change.",
    })
    .input(BookFileInput)
    .mutation(async ({ ctx, input: { file, dryRun, reason } }) => {
      const current = await ctx.prices.book();
      const change = bookChange(current, readPriceBookFile(file, current.version));
      const added = change.add.map((row) => rowView({ ...row, id: "" }));
      const { version } = dryRun
        ? current
        : await ctx.prices.change({ ...change, actor: ctx.member.login, reason });
      return { version, added, removed: change.remove };
    }),

  reprice: memberProcedure
    .meta({
      permission: "prices.manage",
      description:
        "Prices stored calls anew with the book in force; first tells what would change.",
    })
    .input(RepriceInput)
    .mutation(({ ctx, input: { dryRun, reason, ...scope } }) =>
      dryRun || reason === undefined
        ? ctx.prices.previewReprice(scope)
        : ctx.prices.reprice(scope, { actor: ctx.member.login, reason }),
    ),

  undo: memberProcedure
    .meta({ permission: "prices.manage", description: "Puts back what a re-pricing changed." })
    .input(UndoInput)
    .mutation(({ ctx, input: { runId, reason } }) =>
      ctx.prices.undo(runId, { actor: ctx.member.login, reason }),
    ),

  runs: memberProcedure
    .meta({ permission: "prices.read", description: "Applied re-pricings, newest first." })
    .query(({ ctx }) => ctx.prices.runs()),
});
