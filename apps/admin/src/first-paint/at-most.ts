/** Waits for something, for so long at most. @throws what it is rejected with, where that comes in time. */
export const atMost = async (waitMsMax: number, work: Promise<unknown>): Promise<void> => {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, waitMsMax);
  try {
    await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
};
