import { about, type Finding } from "./finding.ts";

const { ok, fails } = about("Node.js");
/** MikroORM's. */
const MAJOR_MIN = 22;
const MINOR_MIN = 17;

/** @param version as `process.versions.node` says it. */
export const checkNode = (version: string): Finding => {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isEnough = major > MAJOR_MIN || (major === MAJOR_MIN && minor >= MINOR_MIN);
  return isEnough
    ? ok(version)
    : fails(
        `${version} is older than ${MAJOR_MIN}.${MINOR_MIN}`,
        "Run it with the Node that `npm ci` brings (node_modules/.bin/node), as `npm start` does.",
      );
};
