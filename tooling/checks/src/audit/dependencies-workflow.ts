import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";
import { repositoryFolder } from "../run-tool.ts";

const Step = z.object({
  run: z.string().default(""),
  if: z.string().optional(),
  "continue-on-error": z.boolean().default(false),
});
const Workflow = z.object({
  on: z.object({
    push: z.object({ branches: z.array(z.string()) }),
    pull_request: z.null(),
    schedule: z.array(z.object({ cron: z.string() })).min(1),
  }),
  jobs: z.object({
    dependencies: z.object({
      if: z.string().optional(),
      "continue-on-error": z.boolean().default(false),
      steps: z.array(Step),
    }),
  }),
});

/** The workflow of the public host, as far as it is about dependencies. @throws ZodError where it has another shape. */
export const readDependenciesWorkflow = (): z.output<typeof Workflow> =>
  Workflow.parse(parse(readFileSync(`${repositoryFolder}.github/workflows/check.yml`, "utf8")));
