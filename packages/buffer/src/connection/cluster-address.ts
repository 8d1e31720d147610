/** Some nodes of a cluster, from which the others are found, and how to log in to all of them. */
export interface ClusterAddress {
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  readonly username: string;
  readonly password: string;
  readonly isTls: boolean;
}

const PORT = 6379;

/** Reads `redis-cluster://[user:password@]host:port,host:port`; `rediss-cluster` is over TLS. The port may be missing: 6379. */
export const clusterAddress = (url: string): ClusterAddress => {
  const [scheme = "", rest = ""] = url.split("://");
  const at = rest.lastIndexOf("@");
  const [username = "", password = ""] = rest
    .slice(0, Math.max(0, at))
    .split(":")
    .map(decodeURIComponent);
  const nodes = rest
    .slice(at + 1)
    .replace(/\/.*$/, "")
    .split(",")
    .map((node) => new URL(`redis://${node}`))
    .map(({ hostname, port }) => ({ host: hostname, port: port === "" ? PORT : Number(port) }));
  return { nodes, username, password, isTls: scheme.startsWith("rediss") };
};
