import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const PACKAGE_FOLDER = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/u;
const LICENCE_FILE = /^licen[cs]e(?:\.\w+)?$/iu;

const licenceOf = (folder: string): string => {
  const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
  const file = readdirSync(folder).find((entry) => LICENCE_FILE.test(entry));
  if (file === undefined) {
    throw new Error(`${name} travels in the build and has no licence file`);
  }
  return `${name}\n\n${readFileSync(path.join(folder, file), "utf8").trim()}\n`;
};

/**
 * The licences of the packages that travel inside the build, one after the other.
 *
 * @param files the files that went into it.
 * @throws when one of them has no licence file.
 */
export const thirdPartyLicences = (files: readonly string[]): string => {
  const folders = files.flatMap((file) => PACKAGE_FOLDER.exec(file)?.[0] ?? []);
  return [...new Set(folders)]
    .sort()
    .map(licenceOf)
    .join(`\n${"-".repeat(80)}\n\n`);
};
