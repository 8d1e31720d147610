import { adminRules } from "@tokenledger/api";
import { serialize } from "superjson";
import { rawCall } from "./raw-call.ts";

const DAY_MS = 86_400_000;

/** What every question can be asked with: fields one does not know are left out by its schema. */
export const anyInput = (overrides: object = {}): object => ({
  startDate: new Date(Date.now() - DAY_MS),
  endDate: new Date(Date.now() + DAY_MS),
  dimensionType: "user",
  groupBy: "user",
  id: "1",
  ...overrides,
});

export interface QueryAnswer {
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

/** Asks every question of the admin router, by POST, and gives what came back as text. */
export const queryAnswers = async (
  url: string,
  token: string,
  input: object = anyInput(),
): Promise<readonly QueryAnswer[]> => {
  const answers: QueryAnswer[] = [];
  for (const { path, type } of adminRules) {
    if (type !== "query") continue;
    const asked = path === "usage.explain" ? { figure: input } : input;
    const { status, body } = await rawCall(`${url}/trpc/admin/${path}`, {
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(serialize(asked)),
    });
    answers.push({ path, status, body });
  }
  return answers;
};
