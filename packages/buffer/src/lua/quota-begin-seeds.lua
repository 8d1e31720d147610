#!lua
--[[
Marks counters before the ledger is read for them: what is settled from here on is either in the sum that is read, or has moved since the mark.
Thus a record is counted at least once, however seeds, commits and settles fall together; twice for as long as the next seed takes.
Makes the hash of a counter where it is missing, so that settling has where to count.

KEYS[1]   epoch
KEYS[2..] hash of each counter

ARGV[1]   how long an unused counter is kept, milliseconds

Returns {epoch (with the run id of this process of Redis, see quota-ask.lua), then for each counter: amount moved so far}
]]
local epoch = redis.call('GET', KEYS[1])
if not epoch then
  local time = redis.call('TIME')
  epoch = time[1] .. '.' .. time[2]
  redis.call('SET', KEYS[1], epoch)
end
local answer = { epoch .. ' ' .. string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') }
for c = 2, #KEYS do
  redis.call('HSETNX', KEYS[c], 'moved', '0')
  if redis.call('PTTL', KEYS[c]) < tonumber(ARGV[1]) then
    redis.call('PEXPIRE', KEYS[c], ARGV[1])
  end
  answer[c] = redis.call('HGET', KEYS[c], 'moved')
end
return answer
