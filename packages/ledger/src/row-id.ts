const ROW_ID = /^\d{1,18}$/;

/** Whether a text can be the id of a row: a bigint in decimal. Any other text names nothing, and PostgreSQL would call it an error. */
export const isRowId = (text: string): boolean => ROW_ID.test(text);
