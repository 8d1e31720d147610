import { useState, type ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { Button } from "./button.tsx";
import { Icon } from "./icon.tsx";

/** Puts a text on the clipboard and says so. Where the browser refuses (no secure context), nothing changes: the text can still be selected. */
export const CopyButton = ({ text }: { readonly text: string }): ReactElement => {
  const { t } = useLocale();
  const [copiedText, setCopiedText] = useState<string | null>(null);
  const isCopied = copiedText === text;
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopiedText(text);
    } catch {
      setCopiedText(null);
    }
  };
  return (
    <Button onClick={() => void copy()}>
      <Icon name={isCopied ? "check" : "copy"} />
      <span aria-live="polite">{isCopied ? t.app.copied : t.app.copy}</span>
    </Button>
  );
};
