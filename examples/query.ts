/** Who spent what this month. `node examples/query.ts --url http://localhost:4300 --login owner --password …` */
import { parseArgs } from "node:util";
import { createTokenledgerClient, openSession } from "@tokenledger/sdk/admin";

const text = { type: "string", default: "" } as const;
const { values } = parseArgs({ options: { url: text, login: text, password: text } });
const { url, login, password } = values;

const client = createTokenledgerClient({ url, token: await openSession({ url, login, password }) });
const now = new Date();
const { rows, completeUntil } = await client.usage.userStatistics.query({
  startDate: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)),
  endDate: now,
  aggregationPeriod: "month",
});
for (const { dimensionId, inputTokens, outputTokens } of rows) {
  const [input, output] = [inputTokens.toLocaleString("en"), outputTokens.toLocaleString("en")];
  process.stdout.write(`${dimensionId}\t${input} in\t${output} out\n`);
}
process.stdout.write(`complete until ${completeUntil?.toISOString() ?? "now"}\n`);
