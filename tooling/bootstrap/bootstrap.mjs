/*
  Makes a fresh clone able to run: dependencies and a Redis server. Depends on nothing but Node >= 20, npm and,
  on Debian and Ubuntu, apt. With --browser also a Chromium. Says what it does and how long it took; does nothing when there is nothing to do.
*/
import { provideChromium } from "./chromium.mjs";
import { installDependencies } from "./dependencies.mjs";
import { provideRedis } from "./redis.mjs";
import { fail } from "./say.mjs";

const NODE_MAJOR_MIN = 20;

const major = Number(process.versions.node.split(".")[0]);
if (major < NODE_MAJOR_MIN) {
  fail(`Node ${NODE_MAJOR_MIN} or newer is needed to begin; this is ${process.version}.`);
}
installDependencies();
provideRedis();
if (process.argv.includes("--browser")) provideChromium();
