/**
 * Why an export stops before its end. `cancelled`: somebody asked for it. `lost`: another worker holds it. `closing`: this worker ends, another goes
 * on. `failed`: it cannot be done; the message is for people.
 */
export class ExportStopped extends Error {
  readonly reason: "cancelled" | "lost" | "closing" | "failed";

  constructor(reason: ExportStopped["reason"], message: string = reason) {
    super(message);
    this.name = "ExportStopped";
    this.reason = reason;
  }
}
