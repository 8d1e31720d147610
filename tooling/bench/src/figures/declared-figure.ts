import type { Aim } from "./aim.ts";

/** A figure that a scenario brings: what it is called, what it is held against, what it should come to. */
export interface DeclaredFigure {
  readonly name: string;
  readonly unit: string;
  /** Name of the figure of the same run that it is a part, or a multiple, of. */
  readonly beside?: string;
  readonly aim?: Aim;
}
