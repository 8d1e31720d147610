import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * The folder that all processes share that record under one key to one server, and no others do:
 * what is taken over from a dead process is sent under the key of the one that takes it over.
 *
 * @param directory where the application keeps spools; a folder of this user in the temporary folder by default.
 */
export const spoolFolder = (
  url: string,
  accessKey: string,
  directory: string | undefined,
): string => {
  const user = process.getuid?.() ?? "user";
  const name = createHash("sha256").update(`${url}\n${accessKey}`).digest("hex").slice(0, 16);
  return path.join(directory ?? path.join(tmpdir(), `tokenledger-${user}`), name);
};
