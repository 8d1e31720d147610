import type { IncomingHttpHeaders } from "node:http";

/** One request as the server saw it. Grows while its answer is on the way. */
export interface SeenRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** What `x-replay` asked for. */
  readonly replay: string | null;
  /** 1 for the first request of its `x-replay-key`. */
  readonly attempt: number;
  /** 0 until headers are sent. */
  readonly status: number;
  /** Bytes of body handed to the connection. */
  readonly bytesSent: number;
  /** The caller went away before the answer was whole. */
  readonly closedEarly: boolean;
  /** Nothing more will happen to this request. */
  readonly done: boolean;
}

/** Changes what is known of one request. */
export type Note = (change: Partial<SeenRequest>) => void;

/** The newest requests, oldest first; older ones are forgotten. */
export class SeenRequests {
  readonly list: SeenRequest[] = [];
  readonly #countMax: number;

  constructor(countMax: number) {
    this.#countMax = countMax;
  }

  /** Adds a request and gives the way to change it. */
  add(request: SeenRequest): Note {
    const kept = { ...request };
    this.list.push(kept);
    if (this.list.length > this.#countMax) {
      this.list.shift();
    }
    return (change) => {
      Object.assign(kept, change);
    };
  }
}
