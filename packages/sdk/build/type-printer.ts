import ts from "typescript";

const isReference = (type: ts.Type): type is ts.TypeReference => "target" in type;
const isTuple = (type: ts.Type): type is ts.TupleType => "elementFlags" in type;
/** Where a type may also be nothing, that stands last. */
const NOTHING = ["null", "undefined"];

const isOptional = (property: ts.Symbol): boolean =>
  (property.flags & ts.SymbolFlags.Optional) !== 0;

const propertyName = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/u.test(name) ? name : JSON.stringify(name);

/**
 * Prints types as plain TypeScript that names nothing but the language's own types: interfaces and aliases are written out.
 * A type that holds itself is declared once, by name: see `declarations`.
 */
export class TypePrinter {
  readonly #checker: ts.TypeChecker;
  readonly #program: ts.Program;
  readonly #open = new Set<ts.Type>();
  readonly #names = new Map<ts.Type, string>();
  readonly #declared = new Map<string, string>();

  constructor(program: ts.Program) {
    this.#program = program;
    this.#checker = program.getTypeChecker();
  }

  /** The types that hold themselves. */
  get declarations(): string {
    return [...this.#declared].map(([name, body]) => `export type ${name} = ${body};\n`).join("\n");
  }

  /** Prints one type. */
  print(type: ts.Type): string {
    const known = this.#names.get(type);
    if (known !== undefined) {
      return known;
    }
    if (this.#open.has(type)) {
      const name = (type.aliasSymbol ?? type.getSymbol())?.name ?? "Recursive";
      this.#names.set(type, name);
      return name;
    }
    this.#open.add(type);
    const body = this.#write(type);
    this.#open.delete(type);
    const name = this.#names.get(type);
    if (name === undefined) {
      return body;
    }
    this.#declared.set(name, body);
    return name;
  }

  #write(type: ts.Type): string {
    if (type.isUnion()) {
      return this.#union(type);
    }
    if (type.isIntersection()) {
      return this.#object(type);
    }
    if ((type.flags & ts.TypeFlags.Object) === 0) {
      return this.#checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
    }
    return this.#tuple(type) ?? this.#array(type) ?? this.#language(type) ?? this.#object(type);
  }

  #union(type: ts.UnionType): string {
    const parts = new Set(type.types.map((part) => this.print(part)));
    if (parts.has("true") && parts.has("false")) {
      parts.delete("true");
      parts.delete("false");
      parts.add("boolean");
    }
    const something = [...parts].filter((part) => !NOTHING.includes(part)).sort();
    return [...something, ...NOTHING.filter((part) => parts.has(part))].join(" | ");
  }

  #tuple(type: ts.Type): string | null {
    if (!isReference(type) || !isTuple(type.target)) {
      return null;
    }
    const { elementFlags, readonly } = type.target;
    const items = this.#checker.getTypeArguments(type).map((item, index) => {
      const isRest = elementFlags[index] === ts.ElementFlags.Rest;
      return isRest ? `...Array<${this.print(item)}>` : this.print(item);
    });
    return `${readonly ? "readonly " : ""}[${items.join(", ")}]`;
  }

  #array(type: ts.Type): string | null {
    if (!this.#checker.isArrayType(type) || !isReference(type)) {
      return null;
    }
    const [item] = this.#checker.getTypeArguments(type);
    const name = type.getSymbol()?.name === "ReadonlyArray" ? "ReadonlyArray" : "Array";
    return `${name}<${item === undefined ? "never" : this.print(item)}>`;
  }

  /** Date, Map, Uint8Array, …: what every program has. */
  #language(type: ts.Type): string | null {
    const symbol = type.getSymbol();
    if (symbol === undefined || !this.#isOfLanguage(symbol)) {
      return null;
    }
    const types = isReference(type) ? this.#checker.getTypeArguments(type) : [];
    const list = types.map((argument) => this.print(argument)).join(", ");
    return types.length === 0 ? symbol.name : `${symbol.name}<${list}>`;
  }

  #isOfLanguage(symbol: ts.Symbol): boolean {
    const file = symbol.declarations?.[0]?.getSourceFile();
    const isNamed = (symbol.flags & (ts.SymbolFlags.Interface | ts.SymbolFlags.Class)) !== 0;
    return isNamed && file !== undefined && this.#program.isSourceFileDefaultLibrary(file);
  }

  #object(type: ts.Type): string {
    const indexes = this.#checker
      .getIndexInfosOfType(type)
      .map(
        ({ keyType, type: value, isReadonly }) =>
          `${isReadonly ? "readonly " : ""}[key: ${this.print(keyType)}]: ${this.print(value)};`,
      );
    const properties = this.#checker
      .getPropertiesOfType(type)
      .map((property) => this.#property(property));
    return `{ ${[...indexes, ...properties].join(" ")} }`;
  }

  #property(property: ts.Symbol): string {
    const comment = ts.displayPartsToString(property.getDocumentationComment(this.#checker));
    const value = this.print(this.#checker.getTypeOfSymbol(property));
    const doc = comment === "" ? "" : `\n/** ${comment.replaceAll("\n", "\n * ")} */\n`;
    return `${doc}${this.#isReadonly(property) ? "readonly " : ""}${propertyName(property.name)}${isOptional(property) ? "?" : ""}: ${value};`;
  }

  #isReadonly(property: ts.Symbol): boolean {
    return (property.declarations ?? []).some(
      (declaration) => (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Readonly) !== 0,
    );
  }
}
