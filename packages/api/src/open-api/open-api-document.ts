import type { JsonSchema } from "./json-schema.ts";
import { queryShapeOf } from "./query-shape.ts";
import { operations, type Operation } from "./operations.ts";

const DESCRIPTION = [
  "Counts every Anthropic API call's tokens exactly once, and answers who spends what.",
  "",
  "Token sums, money and ids are decimal strings: they outgrow what a JSON number holds in most languages (2^53).",
  "Costs are whole pico-US-dollars (10^-12). Times are ISO 8601 in UTC; ranges include their start and not their end.",
  'In a query string a list is its name repeated: `models=a&models=b`; what is neither text nor a list is JSON: `compare="previous"`.',
].join("\n");

const NO_INPUT = { type: "object", properties: {} } as const;

const ERROR: JsonSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "requestId"],
      properties: {
        code: { type: "string", description: "Stable; the one to branch on." },
        message: { type: "string", description: "For people." },
        field: { type: "string", description: "Path of the input field that is wrong." },
        retryAfterMs: { type: "integer", description: "Earliest sensible retry." },
        requestId: { type: "string", description: "Under which the server's log has the rest." },
      },
    },
  },
};

const placeOf = (schema: unknown): object =>
  queryShapeOf(schema) === "json"
    ? { content: { "application/json": { schema } } }
    : { style: "form", explode: true, schema };

const parametersOf = (input: JsonSchema): readonly object[] =>
  Object.entries(input.properties ?? {}).map(([name, schema]) => {
    const required = input.required?.includes(name) ?? false;
    return Object.assign({ name, in: "query", required }, placeOf(schema));
  });

const requestOf = ({ method, input }: Operation): object => {
  if (input === null) {
    return method === "GET"
      ? {}
      : { requestBody: { content: { "application/json": { schema: NO_INPUT } } } };
  }
  return method === "GET"
    ? { parameters: parametersOf(input) }
    : { requestBody: { required: true, content: { "application/json": { schema: input } } } };
};

const refusal = (description: string): object => ({
  description,
  content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
});

const REFUSALS = {
  400: refusal("The input is not as it must be."),
  401: refusal("Nobody is known by this token."),
  403: refusal("Known, and not allowed."),
  503: refusal("A store is away or full. Send again after Retry-After."),
  default: refusal("Anything else."),
};

const pathItemOf = (operation: Operation): object => ({
  [operation.method.toLowerCase()]: {
    operationId: operation.path,
    tags: [operation.path.split(".", 1)[0]],
    summary: operation.description,
    security: [operation.router === "ingest" ? { accessKey: [] } : { session: [] }],
    "x-permission": operation.permission,
    ...requestOf(operation),
    responses: {
      200: {
        description: "The answer.",
        content: { "application/json": { schema: operation.answer } },
      },
      ...REFUSALS,
    },
  },
});

/** The OpenAPI 3.1 document of everything under `/api/v1`, made of the routers themselves. */
export const openApiDocument = (version: string): object => ({
  openapi: "3.1.0",
  info: {
    title: "Tokenledger",
    version,
    description: DESCRIPTION,
    license: { name: "MIT", identifier: "MIT" },
  },
  servers: [{ url: "/api/v1" }],
  paths: Object.fromEntries(operations.map((operation) => [operation.url, pathItemOf(operation)])),
  components: {
    schemas: { Error: ERROR },
    securitySchemes: {
      accessKey: { type: "http", scheme: "bearer", description: "An access key: `tl_…`." },
      session: {
        type: "http",
        scheme: "bearer",
        description: "A member's session token: `tls_…`.",
      },
    },
  },
});
