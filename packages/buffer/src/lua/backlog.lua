#!lua flags=no-writes
--[[
How much waits, and since when, at one instant of Redis's own clock.

KEYS[1]  stream
KEYS[2]  meta hash

Returns {now as {seconds, microseconds}, id of the oldest entry or '', entries, bytes, records, accepted, settled}
]]
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
local meta = redis.call('HMGET', KEYS[2], 'bytes', 'records', 'accepted', 'settled')
return {
  redis.call('TIME'),
  oldest and oldest[1] or '',
  redis.call('XLEN', KEYS[1]),
  meta[1] or '0',
  meta[2] or '0',
  meta[3] or '0',
  meta[4] or '0',
}
