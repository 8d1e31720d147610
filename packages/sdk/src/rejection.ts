/** A record that was refused for good. Kept in the rejected file, where there is a disk. */
export interface Rejection {
  /** The server's word: `invalid`, `user_disabled`, `too_old`, `in_future`; or ours: `too_large`, `unreadable`. */
  readonly code: string;
  /** Names the field that is wrong. */
  readonly message: string;
  readonly eventId: string;
  /** The record as it was sent, JSON. */
  readonly record: string;
}
