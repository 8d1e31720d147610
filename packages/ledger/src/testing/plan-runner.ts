import { z } from "zod";
import { sqlFile } from "../sql-file.ts";
import { StatementRunner, type Statement } from "../statement-runner.ts";

const EXPLAIN = sqlFile(new URL("./sql/explain.sql", import.meta.url));

const Node = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Index Name": z.string().optional(),
  "Actual Loops": z.number(),
  "Actual Rows": z.number(),
  get Plans() {
    return z.array(Node).optional();
  },
});
type Node = z.output<typeof Node>;

const Explained = z
  .object({ "QUERY PLAN": z.tuple([z.object({ Plan: Node })]) })
  .transform((row) => row["QUERY PLAN"][0].Plan);

/** One step of a plan that was really taken. */
export interface PlanStep {
  readonly type: string;
  readonly relation: string | null;
  readonly index: string | null;
}

const stepsOf = (node: Node): readonly PlanStep[] => [
  // A branch that a parameter, or pruning, ruled out is planned and never run.
  ...(node["Actual Loops"] > 0
    ? [
        {
          type: node["Node Type"],
          relation: node["Relation Name"] ?? null,
          index: node["Index Name"] ?? null,
        },
      ]
    : []),
  ...(node.Plans ?? []).flatMap(stepsOf),
];

/** Runs statements as every runner does, and remembers the steps PostgreSQL took for each. */
export class PlanRunner extends StatementRunner {
  readonly steps: PlanStep[] = [];

  override async rows<Row>(
    statement: Statement<Row>,
    parameters: readonly unknown[],
  ): Promise<readonly Row[]> {
    const [plan] = await super.rows(
      { text: `${EXPLAIN}${statement.text}`, row: Explained },
      parameters,
    );
    if (plan !== undefined) this.steps.push(...stepsOf(plan));
    return super.rows(statement, parameters);
  }
}
