import { expect, test } from "vitest";
import { repositoryFolder } from "../run-tool.ts";
import { cliDocs } from "./cli-docs.ts";

test("docs/cli.md says what the commands say (vitest --update writes it)", async () => {
  await expect(cliDocs()).toMatchFileSnapshot(`${repositoryFolder}docs/cli.md`);
});
