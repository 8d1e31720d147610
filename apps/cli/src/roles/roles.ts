import { join } from "node:path";
import { repositoryFolder } from "../config.ts";

/** A long-running process of the system. */
export interface Role {
  /** Of its folder under `apps`, and of its log. */
  readonly name: string;
  /** What calls it on the command line. */
  readonly verb: string;
  readonly summary: string;
  readonly nodeFlags: readonly string[];
  /** The file it starts from. */
  readonly entry: string;
}

// Left alone, V8 lets the flusher's garbage grow to 370 MB on a machine with memory to spare before it collects any.
// Held to this heap it drains at the same rate in 173 MB.
// The same is enough for what the scheduler does beside exports, which are a process of their own.
const SMALL_HEAP = ["--max-semi-space-size=4", "--max-old-space-size=96"];

const entryOf = (name: string): string => join(repositoryFolder, "apps", name, "src", "main.ts");

/** What the system consists of beside its stores. */
export const roles: readonly Role[] = [
  {
    name: "server",
    verb: "serve",
    summary: "the server alone: collect, questions, the page",
    nodeFlags: [],
    entry: entryOf("server"),
  },
  {
    name: "flusher",
    verb: "flush",
    summary: "one flusher alone; any number may run",
    nodeFlags: SMALL_HEAP,
    entry: entryOf("flusher"),
  },
  {
    name: "scheduler",
    verb: "schedule",
    summary: "the scheduler alone",
    nodeFlags: SMALL_HEAP,
    entry: entryOf("scheduler"),
  },
];
