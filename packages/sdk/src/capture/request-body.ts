import { readJson, readObject, readText, type UncheckedObject } from "../read-json.ts";

/** What a record takes from the body of a request. */
export interface RequestFacts {
  readonly model: string | undefined;
  readonly metadataUserId: string | undefined;
  /** Of a batch: `metadata.user_id` by custom id, where a request has one. */
  readonly users: ReadonlyMap<string, string>;
}

/** Longest body text that is parsed for its facts, in UTF-16 units: about 1 ms. A prompt with images has megabytes; the caller must not wait for us to read it again. */
const PARSED_LENGTH_MAX = 262_144;
/** Of a longer one: the model is read where clients write it, before the messages. */
const HEAD = /^\{(?:(?!"(?:messages|system|tools)").){0,1000}?"model"\s*:\s*"(?<model>[^"\\]+)"/su;

const NO_USERS: ReadonlyMap<string, string> = new Map();

const userOf = (params: UncheckedObject | null): string | undefined =>
  readText(readObject(params?.["metadata"])?.["user_id"]);

const batchUsers = (requests: unknown): ReadonlyMap<string, string> => {
  if (!Array.isArray(requests)) {
    return NO_USERS;
  }
  const users = new Map<string, string>();
  for (const value of requests) {
    const request = readObject(value);
    const customId = readText(request?.["custom_id"]);
    const user = userOf(readObject(request?.["params"]));
    if (customId !== undefined && user !== undefined) {
      users.set(customId, user);
    }
  }
  return users;
};

/**
 * Reads what a record needs of a request's body: the object where the client has it (free), else its JSON text.
 * Anything else (a stream, bytes) says nothing. Throws nothing.
 */
export const readRequestBody = (body: unknown): RequestFacts => {
  if (typeof body === "string" && body.length > PARSED_LENGTH_MAX) {
    const model = HEAD.exec(body.slice(0, 2_048))?.groups?.["model"];
    return { model, metadataUserId: undefined, users: NO_USERS };
  }
  const fields = readObject(typeof body === "string" ? readJson(body) : body);
  return {
    model: readText(fields?.["model"]),
    metadataUserId: userOf(fields),
    users: batchUsers(fields?.["requests"]),
  };
};
