import { ForbiddenError } from "@tokenledger/api";
import type { FastifyRequest } from "fastify";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

const isSameHost = (origin: string, host: string | undefined): boolean =>
  URL.canParse(origin) && new URL(origin).host === host;

/**
 * Refuses a change that another site's page asks for. Browsers say where a request comes from in Sec-Fetch-Site, which no page can
 * set; older ones, and pages over plain http, in Origin. Neither header: no browser, so nobody's cookie to abuse.
 * The same order of checks as Go's http.CrossOriginProtection (https://pkg.go.dev/net/http#CrossOriginProtection).
 *
 * @throws ForbiddenError
 */
export const assertSameOrigin = (request: FastifyRequest): void => {
  if (SAFE_METHODS.has(request.method)) {
    return;
  }
  const { "sec-fetch-site": site, origin, host } = request.headers;
  const isOurs =
    site === undefined
      ? origin === undefined || isSameHost(origin, host)
      : site === "same-origin" || site === "none";
  if (!isOurs) {
    throw new ForbiddenError("This came from another site's page.");
  }
};
