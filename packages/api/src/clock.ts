/** Epoch milliseconds, now. Handed in wherever behaviour depends on time. */
export type Clock = () => number;
