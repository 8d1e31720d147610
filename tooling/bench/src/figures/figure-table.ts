import type { Aim } from "./aim.ts";
import type { Figure } from "./figure-sheet.ts";

const DIGITS = 3;

/** Three digits that count, thousands parted. */
const numberText = (value: number): string => {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(DIGITS)));
};

const ratioText = (ratio: number): string =>
  ratio < 2 ? `${(ratio * 100).toFixed(1)} %` : `${ratio.toFixed(1)} x`;

const aimText = ({ of, is, than }: Aim): string =>
  `${is === "below" ? "<" : ">="} ${of === "ratio" ? ratioText(than) : numberText(than)}`;

const verdict = (isMet: boolean | undefined): string => {
  if (isMet === undefined) return "";
  return isMet ? "ok" : "short of aim";
};

const head = ["figure", "value", "unit", "limit of the same run", "ratio", "aim", ""];

const cells = (figure: Figure): readonly string[] => [
  figure.name,
  numberText(figure.value),
  figure.unit,
  figure.limit === undefined ? "" : `${numberText(figure.limit.value)} (${figure.limit.name})`,
  figure.ratio === undefined ? "" : ratioText(figure.ratio),
  figure.aim === undefined ? "" : aimText(figure.aim),
  verdict(figure.isMet),
];

const cpuLines = (figures: readonly Figure[]): readonly string[] =>
  figures.flatMap(({ name, cpuMicroseconds }) =>
    cpuMicroseconds === undefined
      ? []
      : [
          `  ${name}: ${Object.entries(cpuMicroseconds)
            .map(([process, value]) => `${process} ${numberText(value)}`)
            .join(", ")}`,
        ],
  );

/** The figures as a table for people. */
export const figureTable = (figures: readonly Figure[]): string => {
  const rows = [head, ...figures.map(cells)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [...lines, "", "CPU, microseconds a record:", ...cpuLines(figures)].join("\n");
};
