import { useEffect, type ReactElement, type ReactNode } from "react";
import { useLocale } from "../locale/locale-context.ts";

interface PageProps {
  readonly title: string;
  /** The sentence under the title. */
  readonly intro: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every page inside the shell: its title (the tab's too), one sentence, its content. */
export const Page = ({ title, intro, actions, children }: PageProps): ReactElement => {
  const { t } = useLocale();
  useEffect(() => {
    document.title = `${title} · ${t.app.name}`;
  }, [title, t]);
  return (
    <div className="mx-auto flex max-w-[90rem] flex-col gap-4 px-4 py-6 lg:px-8">
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          <p className="mt-1 max-w-4xl text-pretty text-ink-soft sm:[&:lang(zh)]:text-balance">
            {intro}
          </p>
        </div>
        {actions}
      </header>
      {children}
    </div>
  );
};
