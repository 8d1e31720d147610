/**
 * Why an export stops before its end. `cancelled`: somebody asked for it. `lost`: another worker holds it. `closing`: this worker ends, another goes
 * on. `too_large`: its file is larger than one may be.
 */
export class ExportStopped extends Error {
  readonly reason: "cancelled" | "lost" | "closing" | "too_large";

  constructor(reason: ExportStopped["reason"]) {
    super(reason);
    this.name = "ExportStopped";
    this.reason = reason;
  }
}
