import { enFrame } from "./en-frame.ts";
import { enPages } from "./en-pages.ts";

/** Every text of the page in English. Its type is the catalogue's: a language that lacks a key does not compile. */
export const en = { ...enFrame, ...enPages };
