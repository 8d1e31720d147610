import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { InvalidInputError } from "@tokenledger/usage";

/** Asks a person for a password, which is not shown. @throws InvalidInputError where there is no terminal to ask at. */
export const askPassword = async (login: string): Promise<string> => {
  if (!process.stdin.isTTY) {
    throw new InvalidInputError(
      "ARGUMENT_MISSING",
      "TOKENLEDGER_ADMIN_PASSWORD is not set, and there is no terminal to ask at.",
    );
  }
  process.stderr.write(`Password of ${login}: `);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await terminal.question("");
  } finally {
    terminal.close();
    process.stderr.write("\n");
  }
};
