/** A system to explore: where it starts, what may happen, what must hold. */
export interface Transitions<State> {
  readonly initial: State;
  /** Equal for states that nothing can tell apart. */
  key(state: State): string;
  next(state: State): Iterable<{ readonly name: string; readonly next: State }>;
  /** What a state breaks, or null. */
  broken(state: State): string | null;
  /** A state in which the work is done. */
  isDone(state: State): boolean;
}

/** What the search saw. */
export interface Exploration {
  readonly stateCount: number;
  readonly stepCount: number;
  /** The first state that breaks something, with the shortest way to it. Nothing was explored beyond it. */
  readonly violation: { readonly law: string; readonly trace: readonly string[] } | null;
  /** States from which no way leads to a state that is done. Zero is the only good answer. */
  readonly stuckCount: number;
}

/** Numbers in the order in which they came, in a quarter of the memory of an array of numbers. */
class Numbers {
  #items = new Int32Array(1024);
  length = 0;

  push(item: number): void {
    if (this.length === this.#items.length) {
      const larger = new Int32Array(this.length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.length] = item;
    this.length += 1;
  }

  at(index: number): number {
    return this.#items[index] ?? -1;
  }
}

/** The graph as far as it is known: states by number, each with the step that found it first. */
class StateGraph {
  readonly #numbers = new Map<string, number>();
  readonly #foundFrom = new Numbers();
  readonly #foundBy: string[] = [];
  readonly from = new Numbers();
  readonly to = new Numbers();

  get stateCount(): number {
    return this.#numbers.size;
  }

  /** @returns the state's number, and whether it is new. */
  add(
    key: string,
    from: number,
    name: string,
  ): { readonly number: number; readonly isNew: boolean } {
    const known = this.#numbers.get(key);
    const number = known ?? this.#numbers.size;
    if (known === undefined) {
      this.#numbers.set(key, number);
      this.#foundFrom.push(from);
      this.#foundBy.push(name);
    }
    if (from >= 0) {
      this.from.push(from);
      this.to.push(number);
    }
    return { number, isNew: known === undefined };
  }

  traceTo(number: number): readonly string[] {
    const names: string[] = [];
    for (let at = number; at > 0; at = this.#foundFrom.at(at)) names.push(this.#foundBy[at] ?? "");
    return names.reverse();
  }

  /** How many states cannot reach any of these. */
  countUnable(done: readonly number[]): number {
    const isAble = new Uint8Array(this.stateCount);
    for (const number of done) isAble[number] = 1;
    let left = this.stateCount - done.length;
    // Steps were found in breadth-first order, so going through them backwards settles nearly all in one round.
    for (let changed = true; changed;) {
      changed = false;
      for (let step = this.from.length - 1; step >= 0; step -= 1) {
        const from = this.from.at(step);
        if (isAble[from] === 0 && isAble[this.to.at(step)] === 1) {
          isAble[from] = 1;
          left -= 1;
          changed = true;
        }
      }
    }
    return left;
  }
}

const sizeOf = (graph: StateGraph): Pick<Exploration, "stateCount" | "stepCount"> => ({
  stateCount: graph.stateCount,
  stepCount: graph.from.length,
});

interface Found<State> {
  readonly states: State[];
  readonly violation: Exploration["violation"];
}

/** The states that one state leads to and that were not known, as far as the first that breaks something. */
const visit = <State>(
  system: Transitions<State>,
  graph: StateGraph,
  state: State,
  number: number,
): Found<State> => {
  const states: State[] = [];
  for (const step of system.next(state)) {
    const { number: at, isNew } = graph.add(system.key(step.next), number, step.name);
    if (!isNew) continue;
    const law = system.broken(step.next);
    if (law !== null) return { states, violation: { law, trace: graph.traceTo(at) } };
    states.push(step.next);
  }
  return { states, violation: null };
};

/**
 * Visits every state that can be reached, breadth first, and stops at the first that breaks something.
 * Exhaustive: what it does not find does not exist within the bounds of the system it is given.
 */
export const explore = <State>(system: Transitions<State>): Exploration => {
  const graph = new StateGraph();
  const done: number[] = [];
  let frontier: State[] = [system.initial];
  let number = 0;
  graph.add(system.key(system.initial), -1, "");
  while (frontier.length > 0) {
    const next: State[] = [];
    for (const state of frontier) {
      if (system.isDone(state)) done.push(number);
      const { states, violation } = visit(system, graph, state, number);
      if (violation !== null) return { ...sizeOf(graph), violation, stuckCount: 0 };
      for (const found of states) next.push(found);
      number += 1;
    }
    frontier = next;
  }
  return { ...sizeOf(graph), violation: null, stuckCount: graph.countUnable(done) };
};
