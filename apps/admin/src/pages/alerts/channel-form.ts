import type { ChannelKind } from "@tokenledger/usage/alerts";

/** What stands in the boxes of a channel's form. */
export interface ChannelDraft {
  readonly name: string;
  readonly kind: ChannelKind;
  readonly url: string;
  readonly to: string;
  readonly secret: string;
}

/** A form for a new channel. */
export const emptyChannel: ChannelDraft = {
  name: "",
  kind: "webhook",
  url: "",
  to: "",
  secret: "",
};

/** The channel's details as the server takes them; null while the address is missing. Whether it is one, the server says. */
export const readDetails = ({ kind, url, to, secret }: ChannelDraft) => {
  if (kind === "email") {
    const recipients = to.split(/[\s,，;；]+/u).filter((address) => address !== "");
    return recipients.length === 0 ? null : { kind, to: recipients };
  }
  if (url.trim() === "") {
    return null;
  }
  const address = { url: url.trim() };
  return kind === "feishu" || kind === "dingtalk"
    ? { kind, ...address, secret: secret.trim() === "" ? null : secret.trim() }
    : { kind, ...address };
};
