import { readdirSync, readFileSync } from "node:fs";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { repositoryFolder } from "../run-tool.ts";

const FOLDER = `${repositoryFolder}deploy/helm/tokenledger/`;
const Values = z.record(z.string(), z.unknown());
type Values = z.output<typeof Values>;

const readYaml = (name: string): Values =>
  Values.parse(parse(readFileSync(`${FOLDER}${name}`, "utf8")));

const at = (root: Values, path: string): unknown => {
  let value: unknown = root;
  for (const name of path.split(".").filter((part) => part !== "")) {
    const parent = Values.parse(value);
    if (!Object.hasOwn(parent, name)) throw new Error(`the chart has no ${path}`);
    value = parent[name];
  }
  return value;
};

const isEmpty = (value: unknown): boolean => value === "" || value === false || value === null;

/** One `{{ … }}`: a path or a text, then `default`, `quote` or `toJson`. */
const evaluate = (expression: string, root: Values): string => {
  const [first = "", ...filters] = expression.split("|").map((part) => part.trim());
  const read = (text: string): unknown =>
    text.startsWith('"') ? JSON.parse(text) : at(root, text);
  let value = read(first);
  for (const filter of filters) {
    const [name = "", ...rest] = filter.split(" ");
    if (name === "default") value = isEmpty(value) ? read(rest.join(" ")) : value;
    else if (name === "quote") value = JSON.stringify(String(value));
    else if (name === "toJson") value = JSON.stringify(value);
    else throw new Error(`the chart uses ${name}, which is not rendered here`);
  }
  return String(value);
};

const BLOCK = /\{\{- if (not )?([\w.]+) \}\}\n([\s\S]*?)\{\{- end \}\}/g;

const render = (template: string, root: Values): string =>
  template
    .replaceAll(BLOCK, (_all, negated: string | undefined, path: string, body: string) =>
      isEmpty(at(root, path)) === (negated !== undefined) ? body : "",
    )
    .replaceAll(/\{\{ (.*?) \}\}/g, (_all, expression: string) => evaluate(expression, root));

/**
 * What Helm would make of the chart, with its own values and these changes on top. No Helm runs where this is built: the templates keep to the few
 * forms that are read here, and anything else throws.
 */
export const renderChart = (change: (values: Values) => void = () => undefined): unknown[] => {
  const values = readYaml("values.yaml");
  change(values);
  const chart = readYaml("Chart.yaml");
  const root = {
    Values: values,
    Chart: { AppVersion: chart["appVersion"] },
    Release: { Name: "release" },
  };
  return readdirSync(`${FOLDER}templates`)
    .map((name) => render(readFileSync(`${FOLDER}templates/${name}`, "utf8"), root))
    .filter((text) => text.includes("apiVersion:"))
    .flatMap((text) => parseAllDocuments(text))
    .map((document) => {
      const [fault] = document.errors;
      if (fault !== undefined) throw fault;
      return document.toJS() as unknown;
    });
};
