export { Canary } from "./canary.ts";
export { MailSink, type TakenMail } from "./mail-sink.ts";
export { Receiver, type Received, type ReceiverAnswer } from "./receiver.ts";
