import {
  openSession,
  createTokenledgerClient,
  type TokenledgerClient,
} from "@tokenledger/sdk/admin";
import { hashPassword } from "@tokenledger/api";
import { below } from "../figures/aim.ts";
import { fillUsage } from "../fill/fill-usage.ts";
import { measure } from "../queries/measure.ts";
import { questionsOf } from "../queries/questions.ts";
import { openProduct, type Product, type ProductServer } from "../rig/product.ts";
import type { Bench, Scenario } from "./scenario.ts";

const DAY_MS = 86_400_000;
const PASSWORD = "correct horse battery staple";
const LOGIN = "bench";
const DATABASE = "queries";
const FILL = { accessKeyCount: 500, userCount: 2_000, dayCount: 90 };

const logIn = async ({ ledger }: Product, { port }: ProductServer): Promise<TokenledgerClient> => {
  await ledger.memberDirectory.createMember({
    login: LOGIN,
    role: "owner",
    passwordHash: await hashPassword(PASSWORD),
  });
  const url = `http://127.0.0.1:${port}`;
  const token = await openSession({ url, login: LOGIN, password: PASSWORD });
  return createTokenledgerClient({ url, token });
};

const run = async ({ scale, sheet, stores, say }: Bench): Promise<void> => {
  await using product = await openProduct(stores, DATABASE);
  const endMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const startMs = performance.now();
  const plan = { ...FILL, recordCount: scale.queryRows, endMs };
  await fillUsage(product.databaseUrl, product.ledger, plan, say);
  say(
    `${scale.queryRows} records filled in ${Math.round((performance.now() - startMs) / 1_000)} s`,
  );
  await using server = await product.startServer();
  const client = await logIn(product, server);
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
