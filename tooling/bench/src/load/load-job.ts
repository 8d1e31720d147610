import { z } from "zod";

/** What a load process is to do. */
export const LoadJob = z.object({
  port: z.int(),
  path: z.string(),
  /** Each lane calls with its share of them in turn; where there are fewer than lanes, with one. */
  tokens: z.array(z.string()).min(1),
  /** 0: one record a call, by itself. Else an array of so many. */
  arrayLength: z.int().min(0),
  /** Body of every call; absent: records of the client's own making. */
  text: z.string().optional(),
  /** Calls in flight at most. */
  laneCount: z.int().min(1),
  /** Ends after so long, */
  seconds: z.number().positive(),
  /** or once so many calls were answered. */
  callCountMax: z.int().optional(),
  /** Offered load; absent: as much as is answered. */
  callsPerSecond: z.number().positive().optional(),
  /** One call in so many is remembered by id and the time of its answer. 0: none. */
  rememberEvery: z.int().min(0),
  /** Of the first lane; each job its own. */
  firstCaller: z.int().min(0),
});
export type LoadJob = z.output<typeof LoadJob>;

/** Told to a load that is under way: whether it is to wait. */
export const LoadGate = z.object({ isHeld: z.boolean() });

/** What came of a job. */
export const LoadResult = z.object({
  callCount: z.int(),
  refusedCount: z.int(),
  /** Calls that the server could not take at first. */
  retryCount: z.int(),
  seconds: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** Milliseconds of CPU that the client itself used. */
  cpuMs: z.number(),
  /** Event id, and the epoch milliseconds at which its call was answered. */
  remembered: z.array(z.tuple([z.string(), z.number()])),
});
export type LoadResult = z.output<typeof LoadResult>;
