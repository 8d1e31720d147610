import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from "react";
import { readFault } from "../../data/read-fault.ts";
import { useTrpc } from "../../data/trpc.ts";
import { useLocale } from "../../locale/locale-context.ts";
import { Logo } from "../../shell/logo.tsx";
import { Preferences } from "../../shell/preferences.tsx";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { safeRedirect } from "../../view/safe-redirect.ts";
import { ProviderLink } from "./provider-link.tsx";

const route = getRouteApi("/login");

const useFaultText = (error: unknown): string | null => {
  const { t } = useLocale();
  if (error === null) {
    return null;
  }
  const { kind } = readFault(error);
  if (kind === "unauthenticated") {
    return t.login.wrong;
  }
  return kind === "limited" ? t.login.limited : t.login.failed;
};

const useLogIn = () => {
  const trpc = useTrpc();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { redirect } = route.useSearch();
  return useMutation({
    ...trpc.auth.login.mutationOptions(),
    meta: { isLogin: true },
    onSuccess: (member) => {
      queryClient.clear();
      queryClient.setQueryData(trpc.auth.me.queryKey(), member);
      router.history.push(safeRedirect(redirect));
    },
  });
};

const LoginForm = (): ReactElement => {
  const { t } = useLocale();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const first = useRef<HTMLInputElement>(null);
  const logIn = useLogIn();
  const fault = useFaultText(logIn.error);
  // The page is nothing but this form: whoever opens it types at once.
  useEffect(() => first.current?.focus(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    logIn.mutate({ login: login.trim(), password });
  };
  return (
    <form className="space-y-4" onSubmit={submit}>
      <TextField
        autoCapitalize="none"
        autoComplete="username"
        label={t.login.login}
        onChange={(event) => {
          setLogin(event.target.value);
        }}
        ref={first}
        required
        spellCheck={false}
        value={login}
      />
      <TextField
        autoComplete="current-password"
        label={t.login.password}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
        required
        type="password"
        value={password}
      />
      {fault === null ? null : (
        <p className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad" role="alert">
          {fault}
        </p>
      )}
      <Button className="w-full" disabled={logIn.isPending} look="primary" type="submit">
        {logIn.isPending ? t.login.busy : t.login.submit}
      </Button>
    </form>
  );
};

/** Opens a session and leads on to where the member was going. */
export const LoginPage = (): ReactElement => {
  const { t } = useLocale();
  const { redirect } = route.useSearch();
  useEffect(() => {
    document.title = `${t.login.title} · ${t.app.name}`;
  }, [t]);
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <div className="w-full max-w-sm space-y-6">
        <div className="rounded-lg border border-line bg-surface p-6">
          <Logo />
          <h1 className="mt-6 text-xl font-semibold">{t.login.title}</h1>
          <p className="mt-1 mb-6 text-sm text-ink-soft">
            {redirect === undefined || redirect === "/" ? t.login.intro : t.login.expired}
          </p>
          <LoginForm />
          <ProviderLink redirect={redirect} />
        </div>
        <Preferences />
      </div>
    </main>
  );
};
