interface Disableable {
  disabledAt?: Date | null | undefined;
}

/** Disabling twice keeps the first moment; null enables again. */
export const setDisabled = (entity: Disableable, disabledAt: Date | null): void => {
  const current = entity.disabledAt ?? null;
  entity.disabledAt = disabledAt === null ? null : (current ?? disabledAt);
};
