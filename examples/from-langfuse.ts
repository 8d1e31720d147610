/** Langfuse's observations as records that `tokenledger import jsonl` takes. `node examples/from-langfuse.ts observations.json > langfuse.jsonl` */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";

const count = z.number().int().nonnegative().default(0);

const Observation = z.object({
  id: z.string(),
  type: z.string(),
  startTime: z.coerce.date(),
  endTime: z.coerce.date().nullish(),
  model: z.string().nullish(),
  name: z.string().nullish(),
  userId: z.string().nullish(),
  sessionId: z.string().nullish(),
  usageDetails: z
    .object({
      input: count,
      output: count,
      cache_read_input_tokens: count,
      cache_creation_input_tokens: count,
    })
    .nullish(),
});
type Observation = z.output<typeof Observation>;

/** A UUIDv7 of a time and a name: the same observation has the same id at every reading. */
const eventIdOf = ({ id, startTime }: Observation): string => {
  const hex = startTime.getTime().toString(16).padStart(12, "0");
  const name = createHash("sha256").update(id).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${name.slice(0, 3)}-8${name.slice(3, 6)}-${name.slice(6, 18)}`;
};

const recordOf = (observation: Observation): object => {
  const { usageDetails, model, name, userId, sessionId, startTime, endTime } = observation;
  return {
    eventId: eventIdOf(observation),
    model,
    user: userId ?? undefined,
    feature: name?.slice(0, 64),
    session: sessionId ?? undefined,
    durationMs: endTime ? endTime.getTime() - startTime.getTime() : undefined,
    usage: {
      input_tokens: usageDetails?.input,
      output_tokens: usageDetails?.output,
      cache_read_input_tokens: usageDetails?.cache_read_input_tokens,
      cache_creation_input_tokens: usageDetails?.cache_creation_input_tokens,
    },
  };
};

/** An array, an answer of the API, or a line of JSON each. */
const rowsOf = (text: string): readonly unknown[] => {
  try {
    const all: unknown = JSON.parse(text);
    return z
      .union([
        z.array(z.unknown()),
        z.object({ data: z.array(z.unknown()) }).transform(({ data }) => data),
      ])
      .parse(all);
  } catch {
    return text.split("\n").flatMap((line): unknown[] => (line === "" ? [] : [JSON.parse(line)]));
  }
};

for (const row of rowsOf(readFileSync(process.argv[2] ?? "/dev/stdin", "utf8"))) {
  const observation = Observation.parse(row);
  const isClaude =
    observation.type === "GENERATION" && (observation.model ?? "").includes("claude");
  if (isClaude && observation.usageDetails)
    process.stdout.write(`${JSON.stringify(recordOf(observation))}\n`);
}
