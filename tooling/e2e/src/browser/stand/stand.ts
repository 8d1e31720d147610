import { inject } from "vitest";

/** The real stack with demo data that all files of a run share. */
export interface Stand {
  readonly url: string;
  /** The owner. */
  readonly login: string;
  readonly password: string;
  /** Of the first access key. */
  readonly accessKey: string;
}

declare module "vitest" {
  export interface ProvidedContext {
    readonly stand: Stand;
  }
}

/** Where the stack is. */
export const standOf = (): Stand => inject("stand");
