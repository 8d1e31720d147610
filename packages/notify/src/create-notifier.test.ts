import { createHmac } from "node:crypto";
import type { ChannelDetails } from "@tokenledger/usage/alerts";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { AllowedHosts } from "./allowed-hosts.ts";
import { createNotifier, type NotifierOptions } from "./create-notifier.ts";
import { MailSink } from "./testing/mail-sink.ts";
import { makeNotice } from "./testing/make-notice.ts";
import { Receiver } from "./testing/receiver.ts";

const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const DELIVERY_ID = "0199f3c1-0000-7000-8000-000000000001";

let receiver: Receiver;
let sink: MailSink;
beforeAll(async () => {
  receiver = await Receiver.listen();
  sink = await MailSink.listen();
});
afterEach(() => {
  receiver.answer = { status: 200 };
  receiver.received.length = 0;
  sink.mails.length = 0;
});
afterAll(async () => {
  await Promise.all([receiver.close(), sink.close()]);
});

const notifierOf = (changes: Partial<NotifierOptions> = {}) =>
  createNotifier({
    allowedHosts: new AllowedHosts([receiver.place]),
    mail: { url: sink.url, from: "Tokenledger <alerts@example.com>" },
    publicUrl: "https://usage.example.com",
    ...changes,
  });

const webhook = (): ChannelDetails => ({ kind: "webhook", url: receiver.url, secret: SECRET });

test("a webhook is verified by the Standard Webhooks library, and tampering is seen", async () => {
  const report = await notifierOf().send(webhook(), makeNotice(), DELIVERY_ID);
  expect(report).toMatchObject({ isDelivered: true, detail: "answered 200" });
  const [call] = receiver.received;
  if (call === undefined) throw new Error("nothing came");
  expect(call.headers).toMatchObject({ "webhook-id": DELIVERY_ID });
  expect(new Webhook(SECRET).verify(call.body, call.headers)).toMatchObject({
    type: "alert.fired",
    timestamp: "2026-11-20T10:00:00.000Z",
    data: {
      title: "Monthly spend is above $100.00",
      link: "https://usage.example.com/alerts?event=7",
      alert: { ruleId: "3", value: "104200000000000" },
    },
  });
  const tampered = call.body.replace("104.20", "4.20");
  expect(() => new Webhook(SECRET).verify(tampered, call.headers)).toThrow("No matching signature");
});

test("the same delivery sent again has the same id and the same body", async () => {
  const notifier = notifierOf();
  await notifier.send(webhook(), makeNotice(), DELIVERY_ID);
  await notifier.send(webhook(), makeNotice(), DELIVERY_ID);
  const [first, second] = receiver.received;
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(second?.body).toBe(first?.body);
});

test("a chat message is short, has the link, and mentions nobody", async () => {
  const notice = makeNotice({ title: "<!channel> & co" });
  await notifierOf().send({ kind: "slack", url: receiver.url }, notice, DELIVERY_ID);
  expect(JSON.parse(receiver.received[0]?.body ?? "")).toEqual({
    text: [
      "&lt;!channel&gt; &amp; co",
      "$104.20 so far in November 2026, of a threshold of $100.00.",
      "See who spends most.",
      "https://usage.example.com/alerts?event=7",
    ].join("\n"),
  });
});

test("Feishu's and DingTalk's signatures follow their schemes", async () => {
  const nowMs = Date.parse("2026-11-20T10:00:00.500Z");
  const notifier = notifierOf({ clock: () => nowMs, publicUrl: null });
  receiver.answer = { status: 200, body: '{"code":0,"errcode":0}' };
  const notice = makeNotice({ title: '<at user_id="all"></at>' });
  const feishu = { kind: "feishu", url: receiver.url, secret: "s3cret" } as const;
  const dingtalk = {
    kind: "dingtalk",
    url: `${receiver.url}?access_token=t`,
    secret: "SEC1",
  } as const;
  expect(await notifier.send(feishu, notice, DELIVERY_ID)).toMatchObject({ isDelivered: true });
  expect(await notifier.send(dingtalk, notice, DELIVERY_ID)).toMatchObject({ isDelivered: true });
  const seconds = String(Math.floor(nowMs / 1000));
  expect(JSON.parse(receiver.received[0]?.body ?? "")).toMatchObject({
    timestamp: seconds,
    sign: createHmac("sha256", `${seconds}\ns3cret`).digest("base64"),
    msg_type: "text",
  });
  expect(receiver.received[0]?.body).not.toContain("<at");
  const { searchParams } = new URL(receiver.received[1]?.path ?? "", receiver.url);
  expect(Object.fromEntries(searchParams)).toEqual({
    access_token: "t",
    timestamp: String(nowMs),
    sign: createHmac("sha256", "SEC1").update(`${nowMs}\nSEC1`).digest("base64"),
  });
});

test("chat robots without a secret are not signed", async () => {
  receiver.answer = { status: 200, body: '{"StatusCode":0,"errcode":0}' };
  const notifier = notifierOf();
  for (const kind of ["feishu", "dingtalk"] as const) {
    const report = await notifier.send(
      { kind, url: receiver.url, secret: null },
      makeNotice(),
      "1",
    );
    expect(report).toMatchObject({ isDelivered: true });
  }
  expect(receiver.received[0]?.body).not.toContain("sign");
  expect(receiver.received[1]?.path).toBe("/hook");
});

test.each([
  ["an error", { status: 500, body: "inner secret" }, "answered 500"],
  ["a redirect", { status: 302, headers: { location: "/other" } }, "redirects are not followed"],
  ["a refusal with status 200", { status: 200, body: '{"code":19021}' }, "refused the message"],
  ["a refusal that is no JSON", { status: 200, body: "inner secret" }, "refused the message"],
])("%s is no delivery, and its text is not repeated", async (_title, answer, detail) => {
  receiver.answer = answer;
  const channel = { kind: "feishu", url: receiver.url, secret: null } as const;
  const report = await notifierOf().send(channel, makeNotice(), DELIVERY_ID);
  expect(report.isDelivered).toBe(false);
  expect(report.detail).toContain(detail);
  expect(JSON.stringify(report)).not.toContain("inner secret");
  expect(receiver.received).toHaveLength(1);
});

test("a receiver that never answers is given up", async () => {
  receiver.answer = null;
  const report = await notifierOf({ sendMsMax: 100 }).send(webhook(), makeNotice(), DELIVERY_ID);
  expect(report).toMatchObject({ isDelivered: false, detail: "no answer in time" });
});

test("of an endless answer no more than its limit is read", async () => {
  receiver.answer = { status: 200, body: "x".repeat(2_000_000) };
  const report = await notifierOf().send(webhook(), makeNotice(), DELIVERY_ID);
  expect(report).toMatchObject({ isDelivered: true });
});

test("a mail arrives as plain text, with figures, link, and an id that stays", async () => {
  const channel = { kind: "email", to: ["anna@example.com", "ben@example.com"] } as const;
  const details = { ...channel, to: [...channel.to] };
  const report = await notifierOf().send(details, makeNotice(), DELIVERY_ID);
  expect(report).toMatchObject({ isDelivered: true, detail: "taken by the mail server" });
  const [mail] = sink.mails;
  expect(mail).toMatchObject({
    from: "alerts@example.com",
    to: ["anna@example.com", "ben@example.com"],
  });
  expect(mail?.source).toContain("Subject: [Tokenledger] Monthly spend is above $100.00");
  expect(mail?.source).toContain(`Message-ID: <${DELIVERY_ID}@tokenledger>`);
  expect(mail?.source).toContain("Content-Type: text/plain");
  expect(mail?.source).toContain("$104.20 so far in November 2026");
  expect(mail?.source).toContain("https://usage.example.com/alerts?event=7");
});

test("a mail that is refused, or would carry a password in the clear, is no delivery", async () => {
  const refused = { kind: "email", to: ["nobody@example.com"] } as const;
  const details = { ...refused, to: [...refused.to] };
  const first = await notifierOf().send(details, makeNotice(), DELIVERY_ID);
  expect(first.isDelivered).toBe(false);
  expect(first.detail).toContain("EENVELOPE");
  const url = sink.url.replace("//", "//user:pass@");
  const clear = notifierOf({ mail: { url, from: "a@example.com" } });
  const report = await clear.send({ kind: "email", to: ["a@example.com"] }, makeNotice(), "1");
  expect(report).toMatchObject({ isDelivered: false });
  expect(sink.mails).toEqual([]);
});

test("without a mail server e-mail channels are refused, and say what is missing", async () => {
  const notifier = notifierOf({ mail: null });
  const details: ChannelDetails = { kind: "email", to: ["a@example.com"] };
  expect(() => {
    notifier.check(details);
  }).toThrow("SMTP_URL");
  expect(await notifier.send(details, makeNotice(), "1")).toMatchObject({
    isDelivered: false,
    detail: "SMTP_URL and SMTP_FROM are not set",
  });
});
