#!lua
--[[
What one shard other than the first knows of counters: amounts settled on it, and on their way through it.
Both are read at one instant, and their sum never falls; so shards may be read one after the other.

KEYS[1]   epoch of this shard
KEYS[2..] for each counter: its hash, its pend hash

ARGV[1]   '' only reads; else makes what is missing, so that settling has where to count, and keeps it for so many milliseconds

Returns {epoch (with the run id of this process of Redis, see quota-ask.lua) or '', then for each counter:
  when its hash was made or '', amount moved, amount moved and on its way}
]]
local keep_ms = ARGV[1]
local time = redis.call('TIME')
local now = time[1] .. '.' .. time[2]

if keep_ms ~= '' then
  redis.call('SETNX', KEYS[1], now)
end
local epoch = redis.call('GET', KEYS[1])
local answer = { epoch and epoch .. ' ' .. string.match(redis.call('INFO', 'server'), 'run_id:(%x+)') or '' }
for k = 2, #KEYS, 2 do
  if keep_ms ~= '' then
    redis.call('HSETNX', KEYS[k], 'moved', '0')
    -- A hash that was lost and made anew counts from 0 again: what was read from it before is void.
    redis.call('HSETNX', KEYS[k], 'born', now)
    if redis.call('PTTL', KEYS[k]) < tonumber(keep_ms) then
      redis.call('PEXPIRE', KEYS[k], keep_ms)
    end
  end
  local hash = redis.call('HMGET', KEYS[k], 'moved', 'born')
  local moved = hash[1] or '0'
  local pend = redis.call('HGET', KEYS[k + 1], 'i') or '0'
  answer[#answer + 1] = hash[2] or ''
  answer[#answer + 1] = moved
  answer[#answer + 1] = string.format('%.0f', tonumber(moved) + tonumber(pend))
end
return answer
