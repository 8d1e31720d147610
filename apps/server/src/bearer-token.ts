const BEARER = /^Bearer +([\w\-.~+/]+=*)$/i;

/** The token of `Authorization: Bearer …` (RFC 6750, section 2.1); null when there is none. */
export const bearerToken = (header: string | undefined): string | null =>
  BEARER.exec(header ?? "")?.[1] ?? null;
