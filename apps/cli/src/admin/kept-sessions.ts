import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const Sessions = z.record(z.string(), z.string());
const OWNER_ONLY = 0o600;

/**
 * Sessions between commands, by server and login: a server takes 30 logins from an address in 15 minutes, and scripts run more commands than that.
 * They end as the page's do, 30 minutes after the last use. Read by their owner alone; a file that is damaged or missing holds none.
 */
export class KeptSessions {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  find(url: string, login: string): string | undefined {
    return this.#all()[`${login} ${url}`];
  }

  /** @param token null forgets it. */
  keep(url: string, login: string, token: string | null): void {
    const { [`${login} ${url}`]: _before, ...others } = this.#all();
    const all = token === null ? others : { ...others, [`${login} ${url}`]: token };
    mkdirSync(dirname(this.#file), { recursive: true, mode: 0o700 });
    const whole = `${this.#file}.${process.pid}`;
    writeFileSync(whole, JSON.stringify(all), { mode: OWNER_ONLY });
    renameSync(whole, this.#file);
  }

  #all(): Readonly<Record<string, string>> {
    try {
      return Sessions.parse(JSON.parse(readFileSync(this.#file, "utf8")));
    } catch {
      return {};
    }
  }
}
