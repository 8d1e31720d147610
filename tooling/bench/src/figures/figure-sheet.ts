import { isMet, type Aim } from "./aim.ts";
import type { DeclaredFigure } from "./declared-figure.ts";
import { median } from "./quantile.ts";

/** Microseconds of CPU for each record, by process. */
export type CpuPerRecord = Readonly<Record<string, number>>;

/** A figure as it is reported. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** Median of the rounds. */
  readonly value: number;
  readonly rounds: readonly number[];
  readonly limit?: { readonly name: string; readonly value: number };
  readonly ratio?: number;
  readonly aim?: Aim;
  readonly isMet?: boolean;
  readonly cpuMicroseconds?: CpuPerRecord;
}

const present = <Value>(key: string, value: Value | undefined): Readonly<Record<string, Value>> =>
  value === undefined ? {} : { [key]: value };

const medians = (rounds: readonly CpuPerRecord[]): CpuPerRecord =>
  Object.fromEntries(
    Object.keys(rounds[0] ?? {}).map((process) => [
      process,
      median(rounds.map((round) => round[process] ?? 0)),
    ]),
  );

/** Holds what was measured, round by round, against what was declared. */
export class FigureSheet {
  readonly #declared: Map<string, DeclaredFigure>;
  readonly #rounds = new Map<string, number[]>();
  readonly #cpu = new Map<string, CpuPerRecord[]>();

  constructor(declared: readonly DeclaredFigure[]) {
    this.#declared = new Map(declared.map((figure) => [figure.name, figure]));
  }

  /** For figures that show only while they are measured. */
  declare(figure: DeclaredFigure): void {
    this.#declared.set(figure.name, figure);
  }

  /** @throws Error for a figure that nobody declared, or that is no number: it could not be produced. */
  note(name: string, value: number, cpu?: CpuPerRecord): void {
    if (!this.#declared.has(name)) throw new Error(`Nobody declared the figure "${name}".`);
    if (!Number.isFinite(value)) throw new Error(`The figure "${name}" could not be produced.`);
    this.#rounds.set(name, [...(this.#rounds.get(name) ?? []), value]);
    if (cpu !== undefined) this.#cpu.set(name, [...(this.#cpu.get(name) ?? []), cpu]);
  }

  /** In the order in which they were declared. @throws Error that names a declared figure without a value. */
  figures(): readonly Figure[] {
    return [...this.#declared.values()].map((declared) => this.#figure(declared));
  }

  #valueOf(name: string): number {
    const rounds = this.#rounds.get(name);
    if (rounds === undefined) throw new Error(`The figure "${name}" was not produced.`);
    return median(rounds);
  }

  #figure({ name, unit, beside, aim }: DeclaredFigure): Figure {
    const value = this.#valueOf(name);
    const limit = beside === undefined ? undefined : { name: beside, value: this.#valueOf(beside) };
    const ratio = limit === undefined ? undefined : value / limit.value;
    const cpu = this.#cpu.get(name);
    return {
      name,
      unit,
      value,
      rounds: this.#rounds.get(name) ?? [],
      ...present("limit", limit),
      ...present("ratio", ratio),
      ...present("aim", aim),
      ...present("isMet", aim === undefined ? undefined : isMet(aim, value, ratio)),
      ...present("cpuMicroseconds", cpu === undefined ? undefined : medians(cpu)),
    };
  }
}
