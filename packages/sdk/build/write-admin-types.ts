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

/** One place in the router, seen from three sides; a router's place holds others. */
type Place = Record<"procedure" | "input" | "output", ts.Type>;

/** How a procedure is called: its kind, its input (optional where nothing must be said) and its answer. */
const printProcedure = (checker: ts.TypeChecker, printer: TypePrinter, types: Place): string => {
  const definition = propertyOf(checker, types.procedure, "_def");
  const kind = printer.print(propertyOf(checker, definition, "type")).replaceAll('"', "");
  const input = printer.print(types.input);
  const verb = kind === "mutation" ? "mutate" : "query";
  const parameter = mayBeLeftOut(types.input) ? `input?: ${input}` : `input: ${input}`;
  return `{ ${verb}(${parameter}, options?: CallOptions): Promise<${printer.print(types.output)}>; }`;
};

/** Every member of a router: its procedures, and the routers in it, to any depth. */
const printMembers = (checker: ts.TypeChecker, printer: TypePrinter, router: Place): string =>
  checker
    .getPropertiesOfType(router.input)
    .map(({ name }) => {
      const member: Place = {
        procedure: propertyOf(checker, router.procedure, name),
        input: propertyOf(checker, router.input, name),
        output: propertyOf(checker, router.output, name),
      };
      const isProcedure = checker.getPropertyOfType(member.procedure, "_def") !== undefined;
      const text = isProcedure
        ? printProcedure(checker, printer, member)
        : `{ ${printMembers(checker, printer, member)} }`;
      return `readonly ${name}: ${text};`;
    })
    .join("\n");

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
  const lines = printMembers(checker, printer, {
    procedure: procedures,
    input: inputs,
    output: outputs,
  });
  return `
/** How one call is made. */
export interface CallOptions {
  /** Gives the call up. */
  readonly signal?: AbortSignal | undefined;
}

/** Every procedure of the server's admin router: \`client.usage.details.query({ … })\`. */
export interface TokenledgerClient {
${lines}
}

${printer.declarations}`;
};
