#!lua
--[[
Gives counters the ledger's sums. A sum that was begun in another epoch, or whose counter was lost meanwhile, is left out: it may lack what was
settled in between. What is reserved is summed anew, which heals whatever a torn file left behind.

KEYS[1]   epoch
KEYS[2..] for each counter: its hash, its reservations by expiry

ARGV      for each counter: epoch of its mark, moved at its mark, sum, how long it is kept in milliseconds,
          moved on other shards by now, their part of the epoch by now

Returns the number of counters seeded
]]
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local epoch = redis.call('GET', KEYS[1])
epoch = epoch and epoch .. ' ' .. string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local seeded = 0
for c = 1, (#KEYS - 1) / 2 do
  local hash, holds, at = KEYS[2 * c], KEYS[2 * c + 1], 6 * (c - 1)
  local moved = redis.call('HGET', hash, 'moved')
  local whole_epoch = epoch and epoch .. ARGV[at + 6]
  if epoch and ARGV[at + 1] == whole_epoch and moved and tonumber(moved) + tonumber(ARGV[at + 5]) >= tonumber(ARGV[at + 2]) then
    local held = 0
    for _, member in ipairs(redis.call('ZRANGE', holds, 0, -1)) do
      held = held + tonumber(string.match(member, '|(%d+)$'))
    end
    redis.call(
      'HSET', hash, 'seed', ARGV[at + 3], 'mark', ARGV[at + 2], 'at', string.format('%.0f', now), 'epoch', whole_epoch,
      'held', string.format('%.0f', held)
    )
    if redis.call('PTTL', hash) < tonumber(ARGV[at + 4]) then
      redis.call('PEXPIRE', hash, ARGV[at + 4])
    end
    seeded = seeded + 1
  end
end
return seeded
