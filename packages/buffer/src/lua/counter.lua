#!lua flags=no-writes
--[[
One counter: what is in the ledger and what is on its way, read at one instant (a settle between two reads would hide records from both).

KEYS[1]  base hash
KEYS[2]  pend hash

Returns {base, pend}, each {input, cache creation, cache read, output tokens, requests}, and base further {cost in pico-USD, unpriced requests};
nil where absent. What is on its way has no cost yet: the ledger prices it.
]]
return {
  redis.call('HMGET', KEYS[1], 'i', 'c', 'r', 'o', 'n', 'u', 'x'),
  redis.call('HMGET', KEYS[2], 'i', 'c', 'r', 'o', 'n'),
}
