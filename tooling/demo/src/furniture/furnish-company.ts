import { createTokenledgerClient, openSession } from "@tokenledger/sdk/admin";
import type { NewCompany } from "../run-demo.ts";
import { furnish } from "./furnish.ts";
import { untilCounted } from "./until-counted.ts";

/** The longest history that one question can span: of a longer one it is not waited for the whole. */
const DAYS_COUNTED_MAX = 380;

/** Logs in as the first owner, waits until the history is counted, and furnishes the company. */
export const furnishCompany = async (company: NewCompany): Promise<void> => {
  const { url, setup, acceptedCount, days, signal } = company;
  const { login, password } = setup;
  const client = createTokenledgerClient({
    url,
    token: await openSession({ url, login, password }),
  });
  await untilCounted(client, days > DAYS_COUNTED_MAX ? 0 : acceptedCount, signal);
  if (!signal.aborted) {
    await furnish(client, Date.now());
  }
  await client.auth.logout.mutate();
};
