import { existsSync, readFileSync } from "node:fs";
import { serverSettings } from "@tokenledger/server/config";
import { expect, test } from "vitest";
import { z } from "zod";
import { repositoryFolder } from "../run-tool.ts";
import { imageCommands } from "./image-commands.ts";
import { isRead } from "./settings.ts";

interface Instruction {
  readonly name: string;
  readonly text: string;
}

const instructions: readonly Instruction[] = readFileSync(`${repositoryFolder}Dockerfile`, "utf8")
  .replaceAll(/^#.*\n/gm, "")
  .replaceAll(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => line.trim() !== "")
  .map((line) => ({
    name: line.slice(0, line.indexOf(" ")),
    text: line.slice(line.indexOf(" ") + 1),
  }));

const texts = (name: string): readonly string[] =>
  instructions.filter((instruction) => instruction.name === name).map(({ text }) => text);

const Words = z.array(z.string());
const words = (text: string | undefined): readonly string[] => Words.parse(JSON.parse(text ?? ""));

test("the image runs the Node that the repository develops on", () => {
  const { devDependencies } = z
    .object({ devDependencies: z.object({ node: z.string() }) })
    .parse(JSON.parse(readFileSync(`${repositoryFolder}package.json`, "utf8")));
  expect(texts("ARG")).toEqual([`NODE_VERSION=${devDependencies.node}`]);
});

test("what it copies from the repository is there", () => {
  const copied = texts("COPY")
    .filter((text) => !text.startsWith("--from"))
    .flatMap((text) => text.split(" ").slice(0, -1));
  expect(copied.length).toBeGreaterThan(5);
  expect(copied.filter((path) => !existsSync(`${repositoryFolder}${path}`))).toEqual([]);
});

test("it runs as nobody in particular, by a command there is, and asks the server for its health", async () => {
  const known = await imageCommands();
  const entry = words(texts("ENTRYPOINT")[0]);
  expect(texts("USER")).toEqual(["node"]);
  expect(existsSync(`${repositoryFolder}${entry[1] ?? ""}`)).toBe(true);
  expect(known).toContain(words(texts("CMD")[0])[0]);
  const check = words(texts("HEALTHCHECK")[0]?.replace(/^.*CMD /, ""));
  expect(check.slice(0, 2)).toEqual(entry);
  expect(known).toContain(check[2]);
});

test("its settings are settings that are read, and its port is the server's", () => {
  const settings = texts("ENV").flatMap((text) => text.split(/\s+/));
  const names = settings.map((setting) => setting.slice(0, setting.indexOf("=")));
  expect(names.filter((name) => name !== "NODE_ENV" && !isRead(name))).toEqual([]);
  const port = serverSettings.PORT.parse(undefined);
  expect(texts("EXPOSE")).toEqual([String(port)]);
  expect(settings).toContain(`PORT=${port}`);
});
