import type { DeclaredFigure } from "../figures/declared-figure.ts";
import type { FigureSheet } from "../figures/figure-sheet.ts";
import type { LoadClient } from "../load/load-client.ts";
import type { BenchStores } from "../rig/bench-stores.ts";
import type { Product } from "../rig/product.ts";
import type { StraightforwardBuild } from "../straightforward/straightforward-build.ts";

/** How much of everything. */
export interface Scale {
  /** Every figure is measured so often, the figures of a scenario in turns, so that what else the machine does meets them alike. */
  readonly rounds: number;
  /** How long a load lasts. */
  readonly seconds: number;
  /** Records that one round drains. */
  readonly drainRecords: number;
  /** Records of the great backlog. */
  readonly backlogRecords: number;
  /** Numbers of shards, and of flushers, that are tried with each other. */
  readonly shardCounts: readonly number[];
  readonly flusherCounts: readonly number[];
  /** Rows that one export holds. */
  readonly exportRows: number;
  /** Records that the questions of `queries` are asked over. */
  readonly queryRows: number;
  /** How often each of them is asked. */
  readonly askedCount: number;
}

/** What scenarios work with; the stores are empty of records, but for those of scenarios before. */
export interface Bench {
  readonly scale: Scale;
  readonly stores: BenchStores;
  readonly product: Product;
  readonly straightforward: StraightforwardBuild;
  readonly load: LoadClient;
  readonly sheet: FigureSheet;
  readonly say: (text: string) => void;
}

/** One thing that is measured. */
export interface Scenario {
  readonly name: string;
  /** What it brings; each of them, or it fails. */
  readonly figures: readonly DeclaredFigure[];
  run(bench: Bench): Promise<void>;
}
