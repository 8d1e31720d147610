import type { ReactElement } from "react";
import { byteText } from "../../format/byte-text.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge, type BadgeTone } from "../../ui/badge.tsx";
import { Button, buttonClass } from "../../ui/button.tsx";
import { FactLine } from "../../ui/fact-line.tsx";
import { Icon } from "../../ui/icon.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import type { ExportRow } from "./exports-part.ts";
import { exportsTexts } from "./exports-texts.ts";

const tones: Record<ExportRow["state"], BadgeTone> = {
  waiting: "plain",
  running: "warn",
  done: "good",
  failed: "bad",
  cancelled: "plain",
  expired: "plain",
};

const What = ({ job }: { readonly job: ExportRow }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(exportsTexts);
  const { subject, format: fileFormat, isGzipped, masking, columns } = job.request;
  const { startDate, endDate } = subject.filter;
  const parts = [
    texts.kinds[subject.kind],
    format.days(startDate.getTime(), endDate.getTime() - 1),
    texts.formats[fileFormat],
    ...(isGzipped ? ["gzip"] : []),
    masking === "none" ? texts.unmasked : texts.masked,
    ...(columns === null ? [] : [texts.columnCount(format.exact(columns.length), columns.length)]),
  ];
  return <p className="text-sm text-ink-soft">{parts.join(" · ")}</p>;
};

const Progress = ({ job }: { readonly job: ExportRow }): ReactElement | null => {
  const { format } = useLocale();
  const texts = usePageTexts(exportsTexts);
  if (job.state !== "running") {
    return null;
  }
  const { rowCount, rowTotal, rowsPerSecond, remainingMs } = job;
  const parts = [
    rowTotal === null
      ? texts.rowsSoFar(format.exact(rowCount))
      : texts.rowsOf(format.exact(rowCount), format.exact(rowTotal)),
    ...(rowsPerSecond === null ? [] : [texts.rate(format.exact(Math.round(rowsPerSecond)))]),
    ...(remainingMs === null ? [] : [texts.left(format.duration(remainingMs))]),
    ...(job.isStopping ? [texts.stopping] : []),
  ];
  return (
    <div className="space-y-1">
      <ProgressBar
        done={Number(rowCount)}
        label={texts.progressOf(job.fileName)}
        total={rowTotal === null ? null : Number(rowTotal)}
      />
      <p className="text-xs text-ink-soft">{parts.join(" · ")}</p>
    </div>
  );
};

const Facts = ({ job }: { readonly job: ExportRow }): ReactElement => {
  const { t, language, format } = useLocale();
  const texts = usePageTexts(exportsTexts);
  const { sha256, totals, expireTime, completeUntil } = job;
  const hasFile = job.state === "done";
  return (
    <FactLine
      facts={[
        ...(hasFile
          ? [
              { name: texts.rows, value: format.exact(job.rowCount) },
              { name: texts.size, value: byteText(language, job.byteCount) },
            ]
          : []),
        ...(totals === null
          ? []
          : [
              { name: texts.requests, value: format.exact(totals.requests) },
              { name: texts.cost, value: format.money(totals.costPicoUsd) },
            ]),
        { name: texts.askedBy, value: job.askedBy },
        {
          name: t.zone.of(texts.asked, format.zoneName),
          value: format.moment(job.createTime.getTime()),
        },
        ...(hasFile && expireTime !== null
          ? [{ name: texts.expires, value: format.moment(expireTime.getTime()) }]
          : []),
        ...(completeUntil === null
          ? []
          : [
              { name: texts.data, value: t.complete.until(format.moment(completeUntil.getTime())) },
            ]),
        ...(sha256 === null
          ? []
          : [
              {
                name: "SHA-256",
                value: (
                  <code className="font-mono text-xs select-all" title={sha256}>
                    {sha256}
                  </code>
                ),
              },
            ]),
      ]}
    />
  );
};

interface JobItemProps {
  readonly job: ExportRow;
  /** Null where it cannot be stopped, or not by this member. */
  readonly onCancel: ((job: ExportRow) => void) | null;
}

const Actions = ({ job, onCancel }: JobItemProps): ReactElement => {
  const texts = usePageTexts(exportsTexts);
  return (
    <div className="flex flex-wrap gap-2">
      {job.downloadPath === null ? null : (
        <a
          aria-label={texts.downloadOf(job.fileName)}
          className={buttonClass("quiet")}
          download={job.fileName}
          href={job.downloadPath}
        >
          <Icon name="exports" />
          {texts.download}
        </a>
      )}
      {job.manifestPath === null ? null : (
        <a
          className={buttonClass("bare")}
          download
          href={job.manifestPath}
          title={texts.manifestHint}
        >
          {texts.manifest}
        </a>
      )}
      {onCancel === null ? null : (
        <Button
          disabled={job.isStopping}
          onClick={() => {
            onCancel(job);
          }}
        >
          {texts.stop}
        </Button>
      )}
    </div>
  );
};

/** One export: what it is, how far it is, and its files. */
export const JobItem = ({ job, onCancel }: JobItemProps): ReactElement => {
  const texts = usePageTexts(exportsTexts);
  return (
    <li className="space-y-2 py-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="flex min-w-0 flex-wrap items-center gap-2 font-medium">
            <span className="min-w-0 wrap-anywhere">{job.fileName}</span>
            <Badge tone={tones[job.state]}>{texts.states[job.state]}</Badge>
          </p>
          <What job={job} />
        </div>
        <Actions job={job} onCancel={onCancel} />
      </div>
      <Progress job={job} />
      {job.failure === null ? null : (
        <p className="text-sm text-bad">{texts.failures[job.failure]}</p>
      )}
      <Facts job={job} />
    </li>
  );
};
