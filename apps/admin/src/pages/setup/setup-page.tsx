import { useState, type ReactElement, type ReactNode } from "react";
import { KeyForm } from "../../access-key/key-form.tsx";
import { SecretPanel } from "../../access-key/secret-panel.tsx";
import { useCreateKey } from "../../access-key/use-create-key.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { Page } from "../../shell/page.tsx";
import { classNames } from "../../ui/class-names.ts";
import { FirstRecord } from "./first-record.tsx";
import { SnippetTabs } from "./snippet-tabs.tsx";

const Step = ({
  number,
  title,
  isDone,
  children,
}: {
  readonly number: number;
  readonly title: string;
  readonly isDone: boolean;
  readonly children: ReactNode;
}): ReactElement => (
  <li className="min-w-0 rounded-lg border border-line bg-surface p-4">
    <h2 className="mb-4 flex items-center gap-2 text-base font-semibold">
      <span
        aria-hidden="true"
        className={classNames(
          "grid size-6 place-items-center rounded-full text-xs",
          isDone ? "bg-accent text-on-accent" : "bg-sunken text-ink-soft",
        )}
      >
        {isDone ? "✓" : number}
      </span>
      {title}
    </h2>
    {children}
  </li>
);

/** From nothing to the first record: a key, a snippet with that key in it, and the record as it arrives. */
export const SetupPage = (): ReactElement => {
  const { t, format } = useLocale();
  const create = useCreateKey();
  const [hasArrived, setHasArrived] = useState(false);
  const { data } = create;
  return (
    <Page intro={t.setup.intro} title={t.setup.title}>
      <ol className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_minmax(0,2fr)]">
        <Step isDone={data !== undefined} number={1} title={t.setup.keyStep}>
          {data === undefined ? (
            <KeyForm
              error={create.error}
              isBusy={create.isPending}
              label={t.setup.keyName}
              onCreate={(name) => {
                create.mutate({ name });
              }}
            />
          ) : (
            <div className="space-y-3">
              <p className="text-sm font-medium">{data.accessKey.name}</p>
              <SecretPanel token={data.token} />
            </div>
          )}
        </Step>
        <Step isDone={hasArrived} number={2} title={t.setup.codeStep}>
          <p className="mb-3 text-sm text-ink-soft">{t.setup.codeHint}</p>
          <SnippetTabs token={data?.token ?? `<${t.setup.placeholderKey}>`} />
        </Step>
        <Step isDone={hasArrived} number={3} title={t.setup.waitStep}>
          {data === undefined ? (
            <p className="text-sm text-ink-soft">{t.setup.waitBefore}</p>
          ) : (
            <FirstRecord
              accessKeyId={data.accessKey.id}
              key={format.exact(data.accessKey.createTime.getTime())}
              onArrive={() => {
                setHasArrived(true);
              }}
              sinceMs={data.accessKey.createTime.getTime()}
            />
          )}
        </Step>
      </ol>
    </Page>
  );
};
