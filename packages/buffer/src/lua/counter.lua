#!lua flags=no-writes
--[[
One counter: what is in the ledger and what is on its way, read at one instant (a settle between two reads would hide records from both).

A base counts only in the process of Redis it was written in. A process that began with an old file, a backup, or as another's replica may hold
bases from before some commits; nothing in them says so. They are ignored until they are written anew, by a settle or by the comparison with the ledger.

KEYS[1]  base hash
KEYS[2]  pend hash
ARGV[1]  '1': take also a base of an earlier process

Returns {base, pend}, each {input, cache creation, cache read, output tokens, requests}, and base further {cost in pico-USD, unpriced requests};
nil where absent. What is on its way has no cost yet: the ledger prices it.
]]
local base = redis.call('HMGET', KEYS[1], 'i', 'c', 'r', 'o', 'n', 'u', 'x')
if ARGV[1] ~= '1' and base[1] then
  local process = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
  if redis.call('HGET', KEYS[1], 'e') ~= process then
    base = { false, false, false, false, false, false, false }
  end
end
return { base, redis.call('HMGET', KEYS[2], 'i', 'c', 'r', 'o', 'n') }
