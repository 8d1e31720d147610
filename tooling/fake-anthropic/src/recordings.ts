import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Exchange } from "./exchange.ts";

const Recording = z
  .looseObject({
    id: z.string(),
    kind: z.string(),
    status: z.int().nullable(),
    headers: z.record(z.string(), z.coerce.string()).nullish(),
    body: z.unknown(),
    body_text: z.string().nullish(),
  })
  .transform(({ id, kind, status, headers, body, body_text: text }): Exchange => ({
    id,
    kind,
    status: status ?? 200,
    headers: headers ?? {},
    body: text ?? JSON.stringify(body),
  }));

const isRecording = (path: string): boolean =>
  path.endsWith(".json") && !path.endsWith("MANIFEST.json");

/**
 * Reads a folder of recorded traffic, one JSON file an exchange, at any depth. A folder that does not exist gives none: the recordings are other
 * people's work and no part of this repository.
 *
 * @throws z.ZodError when a file is no recording
 */
export const loadRecordings = (folder: string): readonly Exchange[] => {
  if (!existsSync(folder)) {
    return [];
  }
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(isRecording);
  return paths
    .sort()
    .map((path) => Recording.parse(JSON.parse(readFileSync(join(folder, path), "utf8"))));
};
