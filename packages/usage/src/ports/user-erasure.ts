/** Where the name of a user stood. */
export interface PseudonymisedPlace {
  /** For people: `dead letters`, `tags of calls`. */
  readonly place: string;
  readonly rowCount: string;
}

export interface Pseudonymisation {
  /** What stands for the name now; null after a rehearsal. */
  readonly pseudonym: string | null;
  readonly places: readonly PseudonymisedPlace[];
}

/** Takes the names of users out of what is kept. No id, count or cost changes. */
export interface UserErasure {
  /**
   * All places in one transaction. A rehearsal changes nothing.
   *
   * @throws InvalidInputError NOT_FOUND, ALREADY_PSEUDONYMISED. @throws UnavailableError
   */
  pseudonymise(
    id: string,
    options: { readonly isRehearsal: boolean; readonly now: Date },
  ): Promise<Pseudonymisation>;
}
