import { expect, test } from "vitest";
import { unknownCommands, unknownCommandsOfDocuments } from "./mentioned-commands.ts";

test("a command that is not there is found, in whatever way it is mentioned", () => {
  const text =
    "`tokenledger stop`, `tokenledger keys rename KEY`, `npx tokenledger keys rotate KEY --overlap 1`, `tokenledger db migrate|undo`, `tokenledger COMMAND`";
  expect(unknownCommands(text)).toEqual(["stop", "keys rename KEY", "db undo"]);
});

test("every command that a document mentions is there", () => {
  expect(unknownCommandsOfDocuments()).toEqual([]);
});
