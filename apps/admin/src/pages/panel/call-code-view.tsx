import { useState, type ReactElement } from "react";
import { usePageTexts } from "../../locale/page-texts.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Segments } from "../../ui/segments.tsx";
import { curlOf, sdkCall, type PanelCall } from "./call-code.ts";
import { panelTexts } from "./panel-texts.ts";

const writers = { sdk: sdkCall, curl: curlOf } as const;
type Form = keyof typeof writers;

const forms: readonly Form[] = ["sdk", "curl"];

/** The same call, to be made from elsewhere. */
export const CallCode = ({ call }: { readonly call: PanelCall }): ReactElement => {
  const texts = usePageTexts(panelTexts);
  const [form, setForm] = useState<Form>("sdk");
  const code = writers[form](location.origin, call);
  return (
    <section className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segments
          label={texts.asCode}
          onChoose={setForm}
          options={forms.map((value) => ({ value, name: texts.codes[value] }))}
          value={form}
        />
        <CopyButton text={code} />
      </div>
      <pre className="rounded-md bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap">
        {code}
      </pre>
    </section>
  );
};
