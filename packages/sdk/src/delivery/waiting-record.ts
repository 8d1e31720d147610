/** A record as it waits to be delivered: made JSON once, for the spool and for the wire alike. */
export interface WaitingRecord {
  readonly eventId: string;
  readonly json: string;
  /** Bytes of `json` in UTF-8. */
  readonly byteCount: number;
  /** The correction of this machine's clock that is in the time of `eventId`, in milliseconds; null where the time is not from this clock. */
  readonly clockOffsetMs: number | null;
  /**
   * The id this record had when the server refused it for its time; null for nearly all. Whoever reads the spool after a crash must not
   * send both: the refused one could be taken later, when its time has come.
   */
  readonly replaces: string | null;
}
