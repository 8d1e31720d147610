import { z } from "zod";
import type { OddQuestion } from "./odd-question.ts";

const Answered = z.object({ result: z.object({ data: z.unknown() }) });
const Refused = z.object({
  error: z.object({
    json: z.object({ message: z.string(), data: z.object({ code: z.string() }) }),
  }),
});

/** What came of one question. `code` is null where it was answered. */
export interface OddAnswer {
  readonly question: OddQuestion;
  readonly code: string | null;
  readonly message: string;
  /** The whole answer, as it came. */
  readonly text: string;
}

/** Asks in one batch, as the page does, by POST. */
export const askOdd = async (
  url: string,
  token: string,
  questions: readonly OddQuestion[],
): Promise<readonly OddAnswer[]> => {
  const path = questions.map(({ procedure }) => procedure).join(",");
  const inputs = Object.fromEntries(questions.map(({ input }, index) => [index, input]));
  const response = await fetch(`${url}/trpc/admin/${path}?batch=1`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(inputs),
  });
  const answers = z.array(z.union([Answered, Refused])).parse(await response.json());
  return questions.map((question, index) => {
    const answer = answers[index];
    const text = JSON.stringify(answer);
    if (answer === undefined || !("error" in answer)) {
      return { question, code: answer === undefined ? "MISSING" : null, message: "", text };
    }
    const { message, data } = answer.error.json;
    return { question, code: data.code, message, text };
  });
};
