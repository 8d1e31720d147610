import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { applyChange, readDiff } from "./apply-diff.ts";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const ROOM = /^[^/]+\/[^/]+/;
const LEFT_OUT = new Set(["node_modules", "dist"]);

/**
 * Copies the rooms that a diff changes, changes the copies, and says how a process is made to run them instead.
 * The code of the product stays as it is, knows nothing of mutants, and has no switch for them.
 *
 * @returns options of Node, before the program.
 * @throws Error when the diff does not fit the code.
 */
export const makeShadowRooms = (diff: string, folder: string): readonly string[] => {
  const changes = readDiff(diff);
  const rooms = new Set(changes.map(({ file }) => ROOM.exec(file)?.[0] ?? ""));
  for (const room of rooms) {
    cpSync(path.join(ROOT, room), path.join(folder, room), {
      recursive: true,
      filter: (source) => !LEFT_OUT.has(path.basename(source)),
    });
  }
  for (const change of changes) {
    const file = path.join(folder, change.file);
    writeFileSync(file, applyChange(readFileSync(file, "utf8"), change));
  }
  const loader = new URL("./shadow-loader.ts", import.meta.url);
  loader.searchParams.set("folder", folder);
  loader.searchParams.set("rooms", [...rooms].join(","));
  return ["--import", loader.href];
};
