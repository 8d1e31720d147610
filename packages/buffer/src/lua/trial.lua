#!lua flags=allow-oom
--[[
Remembers which part of an entry a reader has begun, until it says that the part is over. What stays is what readers did not come back from.
`allow-oom`: it is part of emptying a full Redis.

KEYS[1]   trial hash of the entry
ARGV[1]   part that is begun, or ''
ARGV[2]   how long all of it is remembered, milliseconds
ARGV[3..] parts that are over

Returns how often the part that is begun was begun and not over before; 0 where none is begun
]]
for i = 3, #ARGV do
  -- Where the hash is gone, nothing is remembered that could be taken back.
  if tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0') > 0 then
    redis.call('HINCRBY', KEYS[1], ARGV[i], -1)
  end
end
if ARGV[1] == '' then
  return 0
end
local count = redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return count - 1
