import type { ReactElement } from "react";
import { usePageTexts } from "../locale/page-texts.ts";
import { Page } from "../shell/page.tsx";
import { Card } from "../ui/card.tsx";
import { accountTexts } from "./account-texts.ts";
import { PasswordForm } from "./password-form.tsx";

/** In place of every page while the password is one somebody else chose: the server answers nothing else until then. */
export const ForcedPassword = (): ReactElement => {
  const texts = usePageTexts(accountTexts);
  return (
    <Page intro={texts.forcedHint} title={texts.forced}>
      <Card title={texts.password}>
        <PasswordForm />
      </Card>
    </Page>
  );
};
