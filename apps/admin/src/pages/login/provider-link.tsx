import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { nullable, object, string } from "zod/mini";
import { useLocale } from "../../locale/locale-context.ts";
import { buttonClass } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";

const Answer = object({ provider: nullable(string()) });

/** The identity provider's host; null where there is none, or nobody can tell: people log in as always then. */
const readProvider = async (): Promise<string | null> => {
  try {
    const response = await fetch("/api/oidc");
    return Answer.parse(await response.json()).provider;
  } catch {
    return null;
  }
};

/** Leads to the identity provider, where there is one. A link: the way there leaves this page. */
export const ProviderLink = ({
  redirect = "/",
}: {
  readonly redirect?: string | undefined;
}): ReactElement | null => {
  const { t } = useLocale();
  const { data } = useQuery({ queryKey: ["oidc"], queryFn: readProvider, staleTime: Infinity });
  if (data === undefined || data === null) return null;
  return (
    <a
      className={classNames(buttonClass("quiet"), "mt-4 w-full")}
      href={`/api/oidc/start?redirect=${encodeURIComponent(redirect)}`}
      title={data}
    >
      {t.login.provider}
    </a>
  );
};
