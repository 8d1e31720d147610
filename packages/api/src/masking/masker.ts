import { pseudonymOf } from "./pseudonym.ts";
import type { PseudonymBook } from "./pseudonym-book.ts";

const ID_LENGTH_SHOWN = 8;

const firstOf = (text: string): string => text.slice(0, 1).toWellFormed();

/** First character of a name, and of an address' host: enough to tell two apart at a glance, too little to know anybody by. */
const outlineOf = (name: string): string => {
  const [local = "", host] = name.split("@", 2);
  const outline = `${firstOf(local)}***`;
  return host === undefined ? outline : `${outline}@${firstOf(host)}***`;
};

export interface MaskerOptions {
  readonly pepper: string;
  readonly book: PseudonymBook;
  /** Names of the caller's own users: nothing is hidden from people about themselves. */
  readonly ownNames: ReadonlySet<string>;
}

/** What a caller sees who may not know people by name. */
export class Masker {
  readonly #options: MaskerOptions;

  constructor(options: MaskerOptions) {
    this.#options = options;
  }

  /** An outline and a pseudonym, as `a***@e*** ~4f2a81c9b0aa`: the same for the same name, so that charts still group. */
  user(name: string): string {
    const { pepper, book, ownNames } = this.#options;
    if (ownNames.has(name)) return name;
    const pseudonym = pseudonymOf(pepper, name);
    book.keep(pseudonym, name);
    return `${outlineOf(name)} ${pseudonym}`;
  }

  /** The first 8 characters: enough to compare, too little to ask Anthropic about. */
  callId(id: string): string {
    return id.length > ID_LENGTH_SHOWN ? `${id.slice(0, ID_LENGTH_SHOWN)}…` : id;
  }
}
