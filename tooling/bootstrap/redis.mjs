import { installDebianPackage, onPath } from "./debian.mjs";
import { fail } from "./say.mjs";

const HELP = `No redis-server or valkey-server is on PATH. Install one and start again:
  Debian, Ubuntu   sudo apt-get install redis-server
  Fedora           sudo dnf install valkey
  Alpine           sudo apk add redis
  macOS            brew install redis
or point REDIS_URL at one that runs (append-only file on, maxmemory-policy noeviction).`;

/** Makes sure that a Redis server can be started, unless REDIS_URL names one that runs. */
export const provideRedis = () => {
  if ((process.env["REDIS_URL"] ?? "") !== "") return;
  if (onPath("redis-server") || onPath("valkey-server")) return;
  if (!installDebianPackage("redis-server")) fail(HELP);
};
