import type { ImportReport } from "./import-usage.ts";
import { moneyText } from "../money-text.ts";
import type { ModelShare, Survey } from "./survey.ts";

const figure = (value: number): string => value.toLocaleString("en");

const counted = (count: number, one: string): string =>
  `${figure(count)} ${one}${count === 1 ? "" : "s"}`;

const priceNote = (unpriced: number): string =>
  unpriced === 0 ? "" : ` + ${figure(unpriced)} unpriced`;

const modelLine = (share: ModelShare): string =>
  `  ${share.model ?? "(no model)"}: ${counted(share.records, "record")}, input ${figure(share.inputTokens)}, ` +
  `cache writes ${figure(share.cacheCreationInputTokens)}, cache reads ${figure(share.cacheReadInputTokens)}, ` +
  `output ${figure(share.outputTokens)}, ${moneyText(share.costPicoUsd)}${priceNote(share.unpricedRecords)}`;

const rangeOf = ({ from, to }: Survey): string =>
  from === null || to === null ? "" : `, ${from.toISOString()} to ${to.toISOString()}`;

const surveyLines = (survey: Survey): readonly string[] => [
  `${counted(survey.records, "record")}${rangeOf(survey)}`,
  ...survey.models.map(modelLine),
  `Estimated cost by the price book: ${moneyText(survey.costPicoUsd)}${priceNote(survey.unpricedRecords)}`,
  ...Object.entries(survey.skipped).map(
    ([reason, count]) => `Passed over: ${counted(count, "line")} (${reason})`,
  ),
  survey.known === null
    ? "How many are in the ledger already cannot be said from here (no database)."
    : `In the ledger already: ${figure(survey.known)}`,
];

const badLines = ({ survey, sent, firstBad, rejectsPath }: ImportReport): readonly string[] => {
  const count = survey.badLines + (sent?.rejected ?? 0);
  return count === 0
    ? []
    : [
        `Not imported: ${counted(count, "line")}, all in ${rejectsPath ?? ""}`,
        ...firstBad.map(({ file, line, reason }) => `  ${file}:${line}: ${reason}`),
      ];
};

const sentLines = ({ sent, partitions }: ImportReport): readonly string[] => [
  ...(partitions === null || partitions.blocked.length === 0
    ? []
    : [
        `These months hold rows outside of their partition, and go on doing so: ${partitions.blocked.join(", ")}`,
      ]),
  sent === null
    ? "Dry run: nothing was sent."
    : `Sent: ${figure(sent.accepted)} accepted, ${figure(sent.duplicate)} sent before, ${figure(sent.rejected)} refused. Each is counted once, however often it is sent.`,
  ...(sent?.stopped === true ? ["Stopped before the end: the same command finishes it."] : []),
];

/** An import's report for people. */
export const importText = (report: ImportReport): string =>
  [...surveyLines(report.survey), ...badLines(report), ...sentLines(report)]
    .map((line) => `${line}\n`)
    .join("");

/** An import's report as one line of JSON; money as decimal texts of pico-USD. */
export const importJson = (report: ImportReport): string =>
  `${JSON.stringify(report, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value))}\n`;
