import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useLocale } from "../locale/locale-context.ts";
import { usePageTexts } from "../locale/page-texts.ts";
import { explanationTexts } from "./explanation-texts.ts";

/** A figure of money that leads to what it is made of, over the page it stands on. */
export const WhyLink = ({
  why,
  text,
  picoUsd,
}: {
  /** As the address carries it. */
  readonly why: string;
  readonly text: string;
  readonly picoUsd: bigint;
}): ReactElement => {
  const { format } = useLocale();
  const { explain } = usePageTexts(explanationTexts);
  return (
    <Link
      aria-label={explain.why(format.money(picoUsd))}
      className="underline decoration-line-strong decoration-dotted underline-offset-4 hover:text-accent hover:decoration-accent"
      resetScroll={false}
      search={(now) => ({ ...now, why })}
      title={explain.why(format.money(picoUsd))}
      to="."
    >
      {text}
    </Link>
  );
};
