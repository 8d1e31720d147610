import { vi } from "vitest";
import { z } from "zod";
import { exitCodeOf } from "../exit-code.ts";
import { run } from "../run.ts";

/** What a command line came to. */
export interface Printed {
  readonly text: string;
  /** The result as a program reads it; null where it is no JSON. */
  readonly json: unknown;
  /** What was said beside the result, or of the fault. */
  readonly said: string;
  readonly exitCode: number;
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const keep =
  (kept: string[]) =>
  (text: string | Uint8Array): boolean => {
    kept.push(String(text));
    return true;
  };

/** Runs one command line in this process, as main.ts does. */
export const printed = async (...args: readonly string[]): Promise<Printed> => {
  const texts: string[] = [];
  const said: string[] = [];
  const out = vi.spyOn(process.stdout, "write").mockImplementation(keep(texts));
  const err = vi.spyOn(process.stderr, "write").mockImplementation(keep(said));
  process.exitCode = 0;
  let exitCode: number;
  try {
    await run(args);
    ({ exitCode } = z.object({ exitCode: z.number() }).parse(process));
  } catch (error) {
    said.push(error instanceof Error ? error.message : String(error));
    exitCode = exitCodeOf(error);
  } finally {
    process.exitCode = 0;
    out.mockRestore();
    err.mockRestore();
  }
  const text = texts.join("");
  return { text, json: jsonOf(text), said: said.join(""), exitCode };
};
