/** Something that would outlive the harness: its process id while it runs, and the signal that ends it whole. */
interface Ender {
  readonly pid: () => number | undefined;
  readonly signal: NodeJS.Signals;
}

const enders = new Set<Ender>();

process.on("exit", () => {
  for (const { pid, signal } of enders) {
    const running = pid();
    if (running === undefined) continue;
    try {
      process.kill(running, "SIGCONT");
      process.kill(running, signal);
    } catch {
      // Gone already.
    }
  }
});

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  // Without this the process would end and its stores, which run apart from it, would stay.
  process.once(signal, () => process.exit(1));
}

/**
 * Ends a process when this one ends, however that comes about but by SIGKILL.
 *
 * @returns forgets it: it has ended.
 */
export const endWithUs = (pid: () => number | undefined, signal: NodeJS.Signals): (() => void) => {
  const ender = { pid, signal };
  enders.add(ender);
  return () => enders.delete(ender);
};
