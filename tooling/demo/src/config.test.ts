import { afterEach, expect, test, vi } from "vitest";
import { readConfig, repositoryFolder } from "./config.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

test("the demo keeps its keys where npm start keeps its data", () => {
  vi.stubEnv("TOKENLEDGER_DATA_DIR", "");
  expect(readConfig().TOKENLEDGER_DATA_DIR).toBe(`${repositoryFolder}.tokenledger`);
  vi.stubEnv("TOKENLEDGER_DATA_DIR", "/somewhere/else/");
  expect(readConfig().TOKENLEDGER_DATA_DIR).toBe("/somewhere/else");
});
