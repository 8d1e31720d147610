-- Waits until nobody prices, then keeps everybody from pricing until this transaction ends. Returns version: the newest edition, 0 if none.
SELECT lock_price_book() AS version;
