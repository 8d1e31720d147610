import { readFileSync } from "node:fs";
import type { Scene } from "./scene.ts";
import { commitsAtOnce } from "./scenarios/commits-at-once.ts";
import { killedAtCommit } from "./scenarios/killed-at-commit.ts";
import { killedBeforeSettling } from "./scenarios/killed-before-settling.ts";
import { lateSettle } from "./scenarios/late-settle.ts";
import { powerLoss } from "./scenarios/power-loss.ts";
import { rebuildBesideCommit } from "./scenarios/rebuild-beside-commit.ts";
import { serverKilledAtAnswer } from "./scenarios/server-killed-at-answer.ts";

/** A known mistake. */
export interface Mutant {
  readonly name: string;
  /** File beside this one that makes the mistake in the code. */
  readonly diffFile?: string;
  /** Where the mistake is a setting of Redis. */
  readonly appendfsync?: string;
}

/** One kind of failure, brought about on purpose, and the mistakes that it brings to light. Without a mistake it must do no harm. */
export interface Scenario {
  readonly name: string;
  readonly run: (scene: Scene) => Promise<void>;
  readonly mutants: readonly Mutant[];
}

/** Mistakes that others have made, from the field's own issue lists. Each must turn a check red. */
export const scenarios: readonly Scenario[] = [
  {
    name: "a flusher killed at its commit",
    run: killedAtCommit,
    mutants: [
      { name: "ack before commit", diffFile: "ack-before-commit.diff" },
      { name: "DELCONSUMER at start", diffFile: "delconsumer-at-start.diff" },
    ],
  },
  {
    name: "a flusher killed before it settles",
    run: killedBeforeSettling,
    mutants: [{ name: "no claim", diffFile: "no-claim.diff" }],
  },
  {
    name: "a loss of power of Redis",
    run: powerLoss,
    mutants: [{ name: "everysec with a cut tail", appendfsync: "everysec" }],
  },
  {
    name: "two commits at the same moment",
    run: commitsAtOnce,
    mutants: [{ name: "unsorted keys", diffFile: "unsorted-keys.diff" }],
  },
  {
    name: "a settling that arrives late",
    run: lateSettle,
    mutants: [
      { name: "pend without the XACK guard", diffFile: "pend-without-xack-guard.diff" },
      { name: "base without the revision", diffFile: "base-without-revision.diff" },
    ],
  },
  {
    name: "a rebuild beside a commit",
    run: rebuildBesideCommit,
    mutants: [{ name: "rebuild without locks", diffFile: "rebuild-without-locks.diff" }],
  },
  {
    name: "a server killed at Redis' answer",
    run: serverKilledAtAnswer,
    mutants: [{ name: "Redis claim before the write", diffFile: "redis-claim-before-write.diff" }],
  },
];

/** All of them. */
export const mutants: readonly Mutant[] = scenarios.flatMap((scenario) => scenario.mutants);

/** The text of a mutant's diff; empty where it has none. */
export const diffOf = ({ diffFile }: Mutant): string =>
  diffFile === undefined ? "" : readFileSync(new URL(diffFile, import.meta.url), "utf8");
