#!lua flags=allow-oom
--[[
Says that a flusher is there, and who is. Only a hint for sharing out the shards: whoever reads what, each record is counted once.

KEYS[1]  sorted set of flushers by when they were last heard of, epoch milliseconds
ARGV[1]  this flusher
ARGV[2]  how long one is believed to be there, milliseconds

Returns the names of those that are there, this one among them, in order
]]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZADD', KEYS[1], now, ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - tonumber(ARGV[2]))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
local names = redis.call('ZRANGE', KEYS[1], 0, -1)
table.sort(names)
return names
