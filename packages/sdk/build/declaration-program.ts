import path from "node:path";
import ts from "typescript";

const HERE = import.meta.dirname;
/** Names the router's types for {@link writeAdminTypes}. */
export const ROUTER_TYPES = path.join(HERE, "admin-router-types.ts");

/**
 * The package's sources as the compiler sees them: both entries, and the router's types. Made once a build: it takes seconds.
 *
 * @throws when they are not right.
 */
export const declarationProgram = (sources: string): ts.Program => {
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(HERE, "../tsconfig.json"),
    {
      noEmit: false,
      declaration: true,
      emitDeclarationOnly: true,
      rootDir: path.dirname(path.dirname(sources)),
    },
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  const entries = ["index.ts", "admin/index.ts"].map((entry) => path.join(sources, entry));
  return ts.createProgram([ROUTER_TYPES, ...entries], config?.options ?? {});
};
