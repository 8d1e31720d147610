import { useMutation } from "@tanstack/react-query";
import { getUntypedClient } from "@trpc/client";
import { useState, type ReactElement } from "react";
import { stringify } from "superjson";
import { useTrpcClient } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { usePageTexts } from "../../locale/page-texts.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { FaultText } from "../../ui/fault-text.tsx";
import { TextAreaField } from "../../ui/field.tsx";
import { CallCode } from "./call-code-view.tsx";
import { InputForm } from "./input-form.tsx";
import { isRecord, reviveInput, sampleInput, type InputSchema } from "./input-schema.ts";
import type { PastCall } from "./panel-history.ts";
import type { PanelProcedure } from "./panel-procedures.ts";
import { panelTexts } from "./panel-texts.ts";

const codeClass =
  "max-h-96 overflow-auto rounded-md bg-sunken p-3 font-mono text-xs whitespace-pre";

const readJson = (text: string): { readonly value: unknown } | null => {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
};

const written = (value: unknown): string =>
  JSON.stringify(
    value ?? null,
    (_name, inner: unknown) => (typeof inner === "bigint" ? `${inner}n` : inner),
    2,
  );

interface Answered {
  readonly text: string;
  readonly ms: number;
  readonly byteCount: number;
}

const Answer = ({ answer }: { readonly answer: Answered }): ReactElement => {
  const { format } = useLocale();
  const texts = usePageTexts(panelTexts);
  return (
    <section aria-label={texts.answer} className="space-y-2">
      <p className="flex gap-3 text-sm text-ink-soft">
        <span>{texts.took(format.exact(Math.round(answer.ms)))}</span>
        <span>{texts.size(format.exact(answer.byteCount))}</span>
      </p>
      <pre className={codeClass}>{answer.text}</pre>
    </section>
  );
};

const InputPart = ({
  schema,
  text,
  value,
  onText,
}: {
  readonly schema: InputSchema | null;
  readonly text: string;
  /** What the text says; undefined while it is no JSON. */
  readonly value: unknown;
  readonly onText: (text: string) => void;
}): ReactElement => {
  const texts = usePageTexts(panelTexts);
  if (schema === null) {
    return <p className="text-sm text-ink-soft">{texts.noInput}</p>;
  }
  return (
    <>
      {isRecord(value) ? (
        <InputForm
          onValue={(next) => {
            onText(written(next));
          }}
          schema={schema}
          value={value}
        />
      ) : null}
      <TextAreaField
        className="font-mono"
        label={texts.json}
        onChange={(event) => {
          onText(event.target.value);
        }}
        rows={6}
        spellCheck={false}
        value={text}
      />
      <p className="text-xs text-ink-soft">
        {value === undefined ? texts.notJson : texts.jsonHint}
      </p>
      <details>
        <summary className="cursor-pointer text-sm text-ink-soft">{texts.schema}</summary>
        <pre className={codeClass}>{written(schema)}</pre>
      </details>
    </>
  );
};

interface ProcedureCardProps {
  readonly procedure: PanelProcedure;
  /** What it is asked with first, as JSON; undefined: a sample. */
  readonly inputText: string | undefined;
  readonly nowMs: number;
  readonly onCalled: (call: PastCall) => void;
}

interface RunPartProps extends Pick<ProcedureCardProps, "procedure" | "onCalled"> {
  readonly text: string;
  /** As the client takes it. */
  readonly input: unknown;
  readonly isReady: boolean;
}

const useRun = ({ procedure: { path, type }, onCalled, text, input }: RunPartProps) => {
  const client = getUntypedClient(useTrpcClient());
  const told = (isOk: boolean, ms: number): void => {
    // What changes carry may be a secret: it is neither kept nor put into the address.
    onCalled({ path, input: type === "query" ? text : null, isOk, ms });
  };
  return useMutation({
    mutationFn: async (): Promise<Answered> => {
      const startMs = performance.now();
      try {
        const answer: unknown = await (type === "query"
          ? client.query(path, input)
          : client.mutation(path, input));
        const ms = performance.now() - startMs;
        told(true, ms);
        return { text: written(answer), ms, byteCount: new Blob([stringify(answer)]).size };
      } catch (error) {
        told(false, performance.now() - startMs);
        throw error;
      }
    },
  });
};

/** Runs it, changes after a question, and shows what came back. */
const RunPart = (props: RunPartProps): ReactElement => {
  const { path, type } = props.procedure;
  const texts = usePageTexts(panelTexts);
  const [isAsking, setIsAsking] = useState(false);
  const run = useRun(props);
  const back = (): void => {
    setIsAsking(false);
  };
  const start = (): void => {
    run.mutate(undefined, { onSettled: back });
  };
  return (
    <>
      <Button
        disabled={!props.isReady || run.isPending}
        look="primary"
        onClick={() => {
          if (type === "query") start();
          else setIsAsking(true);
        }}
      >
        {texts.run}
      </Button>
      <FaultText error={run.error} />
      {run.data === undefined ? null : <Answer answer={run.data} />}
      {isAsking ? (
        <ConfirmDialog
          action={texts.run}
          error={null}
          hint={texts.confirmHint}
          isBusy={run.isPending}
          isDangerous
          onClose={back}
          onConfirm={start}
          title={texts.confirm(path)}
        />
      ) : null}
    </>
  );
};

/** One procedure: what it is, a form and the raw JSON of its input, a run, and the same call from elsewhere. */
export const ProcedureCard = (props: ProcedureCardProps): ReactElement => {
  const { procedure, inputText, nowMs, onCalled } = props;
  const { path, type, permission, description, input: schema } = procedure;
  const texts = usePageTexts(panelTexts);
  const [text, setText] = useState(
    () => inputText ?? (schema === null ? "" : written(sampleInput(schema, nowMs))),
  );
  const read = schema === null ? { value: undefined } : readJson(text);
  const input = schema === null || read === null ? undefined : reviveInput(schema, read.value);
  const isReady = read !== null;
  return (
    <Card
      actions={<Badge tone={type === "query" ? "plain" : "warn"}>{texts[type]}</Badge>}
      title={path}
    >
      <div className="space-y-4">
        <p>{description}</p>
        <p className="text-sm text-ink-soft">
          {texts.needs} <code>{permission}</code>
        </p>
        <InputPart onText={setText} schema={schema} text={text} value={read?.value} />
        <RunPart
          input={input}
          isReady={isReady}
          onCalled={onCalled}
          procedure={procedure}
          text={text}
        />
        {isReady ? <CallCode call={{ path, type, input }} /> : null}
      </div>
    </Card>
  );
};
