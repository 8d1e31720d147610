/**
 * Resolves when the person or the parent process asks to stop: SIGINT, SIGTERM, SIGHUP, or the end of the IPC channel.
 * A second signal ends the process at once; the next start takes over what is left running.
 */
export const untilStopped = async (say: (text: string) => void): Promise<void> =>
  new Promise((resolve) => {
    let asked = false;
    const stop = (): void => {
      if (asked) {
        say("stopped at once; the next start takes over what still runs");
        process.exit(130);
      }
      asked = true;
      resolve();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
    process.on("SIGHUP", stop);
    process.once("disconnect", resolve);
  });
