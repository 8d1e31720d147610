import type { ProtocolState } from "./protocol-state.ts";

/** Wrong protocols that look right. Each must be found out: a check that cannot fail shows nothing. */
export const modelMutants = [
  "ack before commit",
  "no claim",
  "pend without the XACK guard",
  "base without the revision",
  "Redis claim before the write",
  "DELCONSUMER at start",
  "answer before the sync",
  "rebuild without locks",
  "forget before the mirror",
] as const;
export type ModelMutant = (typeof modelMutants)[number];

/** What is explored: the protocol, or a mutant of it, up to these bounds. */
export interface Protocol {
  readonly records: number;
  /** Most sends of each record. */
  readonly sends: number;
  /** Most sends that go past Redis because it is away. */
  readonly directSends: number;
  readonly mutant?: ModelMutant;
}

/** Something that may happen next: a step of one of the parts, a loss, a crash. */
export interface Step {
  readonly name: string;
  readonly next: ProtocolState;
}
