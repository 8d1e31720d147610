/** A count as an English sentence has it, every digit, grouped: 60,969. */
export const countText = (count: number): string => count.toLocaleString("en");
