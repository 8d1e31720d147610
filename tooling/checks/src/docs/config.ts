/** The environment of a shell that somebody reads a document beside. */
export const shellEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined || name.startsWith("TOKENLEDGER_") || name.endsWith("_URL")
        ? []
        : [[name, value]],
    ),
  );
