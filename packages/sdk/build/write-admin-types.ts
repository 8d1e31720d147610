import ts from "typescript";
import { ROUTER_TYPES } from "./declaration-program.ts";
import { TypePrinter } from "./type-printer.ts";

const propertyOf = (checker: ts.TypeChecker, type: ts.Type, name: string): ts.Type => {
  const property = checker.getPropertyOfType(type, name);
  if (property === undefined) {
    throw new Error(`${checker.typeToString(type)} has no ${name}`);
  }
  return checker.getTypeOfSymbol(property);
};

const rootType = (program: ts.Program): ts.Type => {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(ROUTER_TYPES);
  const symbol = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  const [exported] = symbol === undefined ? [] : checker.getExportsOfModule(symbol);
  if (exported === undefined) {
    throw new Error(`${ROUTER_TYPES} exports nothing`);
  }
  return checker.getDeclaredTypeOfSymbol(exported);
};

const mayBeLeftOut = (type: ts.Type): boolean =>
  type.isUnion()
    ? type.types.some(mayBeLeftOut)
    : (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;

/** How a procedure is called: its kind, its input (optional where nothing must be said) and its answer. */
const printProcedure = (
  checker: ts.TypeChecker,
  printer: TypePrinter,
  types: Record<"procedure" | "input" | "output", ts.Type>,
): string => {
  const definition = propertyOf(checker, types.procedure, "_def");
  const kind = printer.print(propertyOf(checker, definition, "type")).replaceAll('"', "");
  const input = printer.print(types.input);
  const verb = kind === "mutation" ? "mutate" : "query";
  const parameter = mayBeLeftOut(types.input) ? `input?: ${input}` : `input: ${input}`;
  return `{ ${verb}(${parameter}, options?: CallOptions): Promise<${printer.print(types.output)}>; }`;
};

/**
 * Writes the type of the client's procedures out, from the types of the admin router: the published declarations must name nothing of the server.
 *
 * @returns TypeScript that declares `TokenledgerClient` and `CallOptions`.
 * @throws when a procedure has no type that can be printed.
 */
export const writeAdminTypes = (program: ts.Program): string => {
  const checker = program.getTypeChecker();
  const printer = new TypePrinter(program);
  const root = rootType(program);
  const [inputs, outputs, procedures] = ["inputs", "outputs", "procedures"].map((name) =>
    propertyOf(checker, root, name),
  );
  if (inputs === undefined || outputs === undefined || procedures === undefined) {
    throw new Error("The router has no types.");
  }
  const routers = checker.getPropertiesOfType(inputs).map(({ name: router }) => {
    const answers = propertyOf(checker, outputs, router);
    const doors = propertyOf(checker, procedures, router);
    const asked = propertyOf(checker, inputs, router);
    const lines = checker.getPropertiesOfType(asked).map(({ name }) => {
      const [input, output, procedure] = [asked, answers, doors].map((type) =>
        propertyOf(checker, type, name),
      );
      if (input === undefined || output === undefined || procedure === undefined) {
        throw new Error(`${router}.${name} has no types.`);
      }
      return `readonly ${name}: ${printProcedure(checker, printer, { procedure, input, output })};`;
    });
    return `readonly ${router}: { ${lines.join("\n")} };`;
  });
  return `
/** How one call is made. */
export interface CallOptions {
  /** Gives the call up. */
  readonly signal?: AbortSignal | undefined;
}

/** Every procedure of the server's admin router: \`client.usage.details.query({ … })\`. */
export interface TokenledgerClient {
${routers.join("\n")}
}

${printer.declarations}`;
};
