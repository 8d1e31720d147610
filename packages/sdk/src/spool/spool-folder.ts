import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";

/** `tl_<env>_<keyId>_`: what stays of an access key when its secret is renewed. */
const PUBLIC_PART = /^tl_[a-z0-9]+_[0-9A-Za-z]+_/u;

/**
 * The folder that all processes share that record under one key to one server, and no others do:
 * what is taken over from a dead process is sent under the key of the one that takes it over.
 * A key whose secret was renewed finds what waited under the old secret.
 *
 * @param directory where the application keeps spools; a folder of this user in the temporary folder by default.
 */
export const spoolFolder = (
  url: string,
  accessKey: string,
  directory: string | undefined,
): string => {
  const user = process.getuid?.() ?? "user";
  const key = PUBLIC_PART.exec(accessKey)?.[0] ?? accessKey;
  const name = createHash("sha256").update(`${url}\n${key}`).digest("hex").slice(0, 16);
  return path.join(directory ?? path.join(tmpdir(), `tokenledger-${user}`), name);
};
