import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

/** A hole that the registry knows of, in every version. */
export interface Advisory {
  readonly name: string;
  readonly severity: "low" | "high";
}

/** A registry of this process, as much of one as an audit needs. */
export interface AdvisoryRegistry extends AsyncDisposable {
  readonly url: string;
  /** What each audit asked about, in the order in which they came: versions by package. */
  readonly asked: readonly Readonly<Record<string, readonly string[]>>[];
}

const BULK = "/-/npm/v1/security/advisories/bulk";
const Asked = z.record(z.string(), z.array(z.string()).min(1));

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
};

/** https://docs.npmjs.com/cli/v11/commands/npm-audit#bulk-advisory-endpoint */
const advisoriesAbout = (names: readonly string[], known: readonly Advisory[]): unknown =>
  Object.fromEntries(
    known
      .filter(({ name }) => names.includes(name))
      .map(({ name, severity }, index) => [
        name,
        [
          {
            id: index + 1,
            url: `https://github.com/advisories/GHSA-test-${index + 1}`,
            title: `A hole in ${name}`,
            severity,
            vulnerable_versions: "*",
            cwe: [],
            cvss: { score: 0, vectorString: null },
          },
        ],
      ]),
  );

/** What npm asks for of a package with a hole, and of what depends on it, to tell whether another version mends it. */
const packument = (name: string, versions: readonly string[]): unknown => ({
  name,
  "dist-tags": { latest: versions.at(-1) },
  versions: Object.fromEntries(versions.map((version) => [version, { name, version }])),
});

/**
 * Starts one that knows these holes, or, where `advisories` is null, one without the audit endpoint.
 *
 * @param versionsOf which versions of a package there are.
 */
export const startAdvisoryRegistry = async (
  advisories: readonly Advisory[] | null,
  versionsOf: (name: string) => readonly string[],
): Promise<AdvisoryRegistry> => {
  const asked: Record<string, string[]>[] = [];
  const answerBulk = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    if (advisories === null || request.headers["content-encoding"] !== "gzip") {
      json(response, 405, { error: "method not allowed" });
      return;
    }
    const names = Asked.parse(JSON.parse(gunzipSync(body).toString("utf8")));
    asked.push(names);
    json(response, 200, advisoriesAbout(Object.keys(names), advisories));
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, url = "/" } = request;
    if (method === "POST" && url === BULK) {
      await answerBulk(request, response);
      return;
    }
    const name = decodeURIComponent(url.slice(1));
    const versions = versionsOf(name);
    if (method === "GET" && versions.length > 0) json(response, 200, packument(name, versions));
    else json(response, 404, { error: "not found" });
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      json(response, 500, { error: String(error) }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = z.object({ port: z.number() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    [Symbol.asyncDispose]: async () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
