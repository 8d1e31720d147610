import {
  openSession,
  createTokenledgerClient,
  type TokenledgerClient,
} from "@tokenledger/sdk/admin";
import { hashPassword } from "@tokenledger/api";
import { below } from "../figures/aim.ts";
import { makeBudgets } from "../queries/budgets.ts";
import { measure } from "../queries/measure.ts";
import { questionsOf } from "../queries/questions.ts";
import { openFilledProduct } from "../rig/filled-product.ts";
import type { Product, ProductServer } from "../rig/product.ts";
import type { Bench, Scenario } from "./scenario.ts";

const PASSWORD = "correct horse battery staple";
const LOGIN = "bench";

const logIn = async ({ ledger }: Product, { port }: ProductServer): Promise<TokenledgerClient> => {
  const { memberDirectory } = ledger;
  // Kept data hold the member of an earlier run.
  if ((await memberDirectory.findMember(LOGIN)) === null) {
    const passwordHash = await hashPassword(PASSWORD);
    await memberDirectory.createMember({ login: LOGIN, role: "owner", passwordHash });
  }
  const url = `http://127.0.0.1:${port}`;
  const token = await openSession({ url, login: LOGIN, password: PASSWORD });
  return createTokenledgerClient({ url, token });
};

const run = async ({ scale, sheet, stores, say }: Bench): Promise<void> => {
  await using filled = await openFilledProduct(stores, scale.queryRows, say);
  const { product, endMs } = filled;
  await using server = await product.startServer();
  const client = await logIn(product, server);
  await makeBudgets(client);
  for (const question of await questionsOf(client, endMs)) {
    const { name, p50Ms, p95Ms, aimMs } = await measure(question, scale.askedCount);
    sheet.declare({ name: `${name}, P50`, unit: "ms" });
    sheet.declare({ name: `${name}, P95`, unit: "ms", aim: below(aimMs) });
    sheet.note(`${name}, P50`, p50Ms);
    sheet.note(`${name}, P95`, p95Ms);
  }
};

/** Everything the admin page asks about usage, through HTTP, over 90 days of 500 keys and 2,000 users. */
export const queriesScenario: Scenario = { name: "queries", figures: [], run };
