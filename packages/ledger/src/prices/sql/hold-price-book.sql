-- Returns version: the edition of the price book in force, and in force until this transaction ends.
SELECT hold_price_book() AS version;
