import { expect, test } from "vitest";
import { repositoryFolder } from "../run-tool.ts";
import { environmentDocs, undocumentedSettings } from "./environment-docs.ts";

test("every setting says what it is", () => {
  expect(undocumentedSettings()).toEqual([]);
});

test("docs/environment.md says what the settings say (vitest --update writes it)", async () => {
  await expect(environmentDocs()).toMatchFileSnapshot(`${repositoryFolder}docs/environment.md`);
});
