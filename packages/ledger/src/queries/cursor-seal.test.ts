import { InvalidInputError, wholeUsage, type AccessScope } from "@tokenledger/usage";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { CursorSeal, type CursorQuestion } from "./cursor-seal.ts";

const Position = z.tuple([z.string(), z.string()]);
const question: CursorQuestion = { kind: "details", scope: wholeUsage, users: ["anna", "bo"] };
const seal = new CursorSeal("a secret of the system");
/** The code of what a reading throws; null where it throws nothing. */
const refusalOf = (read: () => unknown): string | null => {
  try {
    read();
    return null;
  } catch (error) {
    return error instanceof InvalidInputError ? error.code : String(error);
  }
};

test("a cursor is read as it was written, by every process with the same secret", () => {
  fc.assert(
    fc.property(fc.tuple(fc.string(), fc.string()), (position) => {
      const cursor = seal.write(position, question);
      const elsewhere = new CursorSeal("a secret of the system");
      expect(elsewhere.read(cursor, question, Position)).toEqual(position);
    }),
  );
});

test("a cursor that was changed in any place, cut, or made longer is refused", () => {
  const cursor = seal.write(["older", "x"], question);
  fc.assert(
    fc.property(
      fc.nat(cursor.length - 1),
      fc.constantFrom("A", "b", "_", "-", "9"),
      (place, letter) => {
        const changed = cursor.slice(0, place) + letter + cursor.slice(place + 1);
        fc.pre(changed !== cursor);
        expect(refusalOf(() => seal.read(changed, question, Position))).toBe("CURSOR_INVALID");
        expect(refusalOf(() => seal.read(cursor.slice(0, place), question, Position))).toBe(
          "CURSOR_INVALID",
        );
      },
    ),
  );
  expect(refusalOf(() => seal.read(`${cursor}=`, question, Position))).toBe("CURSOR_INVALID");
  expect(refusalOf(() => seal.read(` ${cursor}`, question, Position))).toBe("CURSOR_INVALID");
});

test("a cursor of another system, question or scope is refused", () => {
  const cursor = seal.write(["older", "x"], question);
  const foreign = new CursorSeal("another secret");
  expect(refusalOf(() => foreign.read(cursor, question, Position))).toBe("CURSOR_INVALID");
  expect(refusalOf(() => new CursorSeal(undefined).read(cursor, question, Position))).toBe(
    "CURSOR_INVALID",
  );
  const scope: AccessScope = { kind: "user", users: ["anna", "bo"] };
  const others: readonly Partial<CursorQuestion>[] = [
    { kind: "tail" },
    { scope },
    { users: ["anna"] },
    { models: ["anna"] },
    { statuses: ["4xx"] },
    { eventId: "x" },
  ];
  for (const other of others) {
    expect(refusalOf(() => seal.read(cursor, { ...question, ...other }, Position))).toBe(
      "CURSOR_INVALID",
    );
  }
});

test("the order of a list and the range make no other question", () => {
  const cursor = seal.write(["older", "x"], question);
  const same = { ...question, users: ["bo", "anna"], endDate: new Date() };
  expect(seal.read(cursor, same, Position)).toEqual(["older", "x"]);
});

test("a position of another shape is refused, not misread", () => {
  const cursor = seal.write(["only one"], question);
  expect(refusalOf(() => seal.read(cursor, question, Position))).toBe("CURSOR_INVALID");
});
