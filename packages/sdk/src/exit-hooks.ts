/** What a client does when its process ends. */
export interface ExitHook {
  /** Nothing is left to do: the process will end unless this starts something. May be called again when that is done. */
  beforeExit(): void;
  /** The process ends now. Only synchronous work. */
  exit(): void;
}

const hooks = new Set<ExitHook>();

const beforeExit = (): void => hooks.forEach((hook) => hook.beforeExit());
const exit = (): void => hooks.forEach((hook) => hook.exit());

/**
 * Calls the hook when the process ends. One listener for all clients of a process: ten of them would else be a MaxListenersExceededWarning.
 *
 * @returns what takes the hook away again.
 */
export const addExitHook = (hook: ExitHook): (() => void) => {
  if (hooks.size === 0) {
    process.on("beforeExit", beforeExit);
    process.on("exit", exit);
  }
  hooks.add(hook);
  return () => {
    hooks.delete(hook);
    if (hooks.size === 0) {
      process.off("beforeExit", beforeExit);
      process.off("exit", exit);
    }
  };
};
