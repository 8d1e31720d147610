import axe from "axe-core";
import type { Page } from "playwright-core";
import { z } from "zod";

const Results = z.object({
  violations: z.array(
    z.object({
      id: z.string(),
      nodes: z.array(z.object({ html: z.string(), target: z.array(z.unknown()) })),
    }),
  ),
});

const HTML_LENGTH_MAX = 160;

/** Everything axe-core finds wrong with the page as it stands, a line each. The script comes through the debugger, past the page's own policy. */
export const axeViolations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const answer: unknown = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  return Results.parse(answer).violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ html, target }) => `${id} at ${target.join(" ")}: ${html.slice(0, HTML_LENGTH_MAX)}`,
    ),
  );
};
