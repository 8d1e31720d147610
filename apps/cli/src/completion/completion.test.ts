import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { printed } from "../testing/printed.ts";

/** What bash offers after these words, the last one begun. */
const offered = async (...words: readonly string[]): Promise<readonly string[]> => {
  const { text } = await printed("completion", "bash");
  const array = ["tokenledger", ...words].map((word) => `'${word}'`).join(" ");
  const script = `${text}\nCOMP_WORDS=(${array}); COMP_CWORD=${words.length}; _tokenledger; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim().split("\n");
};

test("bash offers commands, their own commands, options, and the values of those that say which", async () => {
  expect(await offered("doc")).toEqual(["doctor"]);
  expect(await offered("keys", "ro")).toEqual(["rotate"]);
  expect(await offered("usage", "daily", "--z")).toEqual(["--zone"]);
  expect(await offered("usage", "daily", "--by", "")).toEqual(["model", "key", "user", "feature"]);
  expect(await offered("import", "claude")).toEqual(["claude-code"]);
});

test.each(["zsh", "fish"])("%s is told the same words", async (shell) => {
  const { text } = await printed("completion", shell);
  expect(text).toMatch(/rotate[\s\S]*claude-code|claude-code[\s\S]*rotate/);
  expect(text).toContain("model key user feature");
});

test("another shell is refused by name", async () => {
  expect(await printed("completion", "cmd")).toMatchObject({ exitCode: 2 });
});
