import type { AlertNotice } from "@tokenledger/usage/alerts";

/** Page that a notice is about. Without a public URL there is nothing to link to. */
export const noticeLink = (notice: AlertNotice, publicUrl: string | null): string | null =>
  publicUrl === null ? null : new URL(notice.path, publicUrl).href;

/** A notice as plain text: what happened, the figures, what to do, where to look. */
export const noticeText = (notice: AlertNotice, publicUrl: string | null): string => {
  const link = noticeLink(notice, publicUrl);
  const lines = [notice.title, notice.summary, notice.advice, ...(link === null ? [] : [link])];
  return lines.filter((line) => line !== "").join("\n");
};
