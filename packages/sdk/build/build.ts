/** `npm run build -w packages/sdk`: builds the publishable package into `dist`; `npm pack ./dist` makes its tarball. */
import path from "node:path";
import { buildPackage } from "./build-package.ts";

await buildPackage(path.join(import.meta.dirname, "../dist"));
