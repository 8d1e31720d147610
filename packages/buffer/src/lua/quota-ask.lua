#!lua
--[[
Reads the counters of all quotas that apply to a call and, where every one has room, reserves in all of them. All or nothing, at one instant.
What a counter has used: the ledger's sum (seed), what was settled since that sum was begun (moved - mark), and what is on its way (pend).
This is the first shard's part; what the others counted is handed in.
Reservations that expired are taken off first, so that a call that never came back holds its place no longer than it said.

KEYS[1]   epoch: the seeds of another epoch are void
KEYS[2]   hold of the reservation: what it reserved in which counter
KEYS[3..] for each counter: its hash, its pend hash, its reservations by expiry

ARGV[1]   reservation id, or '' to ask only
ARGV[2]   the reservation expires after, milliseconds
ARGV[3]   a seed is void after, milliseconds
then for each counter: its id, limit or '', amount to reserve, amount counted on other shards (see quota-elsewhere.lua), their part of the epoch

Returns {'STALE', index of each counter without a valid seed, from 0}   nothing was written
        {'TOLD', '1' or '0' allowed, then for each counter: used, reserved, age of the seed in milliseconds, '1' or '0' exceeded}
]]
local reservation, expires_ms, age_ms_max = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local counter_count = (#KEYS - 2) / 3
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
-- A process of Redis that began with an old file may hold sums from before some settles: its run id is part of the epoch.
local epoch = redis.call('GET', KEYS[1])
epoch = epoch and epoch .. ' ' .. string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
-- Beyond its reservations a counter is worth keeping for late releases.
local SPARE_MS = 60000
-- Bounds one call; the rest is taken off by the next ones, and until then holds its place.
local EXPIRED_MAX = 1000

local function decimal(number)
  return string.format('%.0f', number)
end

local function keep(key, keep_ms)
  if redis.call('PTTL', key) < keep_ms then
    redis.call('PEXPIRE', key, keep_ms)
  end
end

local stale, hashes = { 'STALE' }, {}
for c = 1, counter_count do
  local hash = redis.call('HMGET', KEYS[3 * c], 'seed', 'mark', 'moved', 'at', 'epoch', 'held')
  hashes[c] = hash
  if not epoch or not hash[1] or hash[5] ~= epoch .. ARGV[5 * c + 3] or now - tonumber(hash[4]) > age_ms_max then
    stale[#stale + 1] = c - 1
  end
end
if #stale > 1 then
  return stale
end

local function expire(c)
  local expired = redis.call('ZRANGEBYSCORE', KEYS[3 * c + 2], '-inf', now, 'LIMIT', 0, EXPIRED_MAX)
  local sum = 0
  for _, member in ipairs(expired) do
    sum = sum + tonumber(string.match(member, '|(%d+)$'))
    redis.call('ZREM', KEYS[3 * c + 2], member)
  end
  local held = tonumber(hashes[c][6] or '0')
  if sum > 0 then
    held = math.max(0, held - sum)
    redis.call('HSET', KEYS[3 * c], 'held', decimal(held))
  end
  return held
end

local answer, allowed = { 'TOLD', '1' }, true
local used, held = {}, {}
for c = 1, counter_count do
  local hash = hashes[c]
  local pend = tonumber(redis.call('HGET', KEYS[3 * c + 1], 'i') or '0')
  used[c] = tonumber(hash[1]) + tonumber(hash[3] or '0') - tonumber(hash[2]) + pend + tonumber(ARGV[5 * c + 2])
  held[c] = expire(c)
  local limit = ARGV[5 * c]
  -- To ask only is to ask for the least amount: at the limit there is no room.
  local exceeded = limit ~= '' and used[c] + held[c] + math.max(1, tonumber(ARGV[5 * c + 1])) > tonumber(limit)
  allowed = allowed and not exceeded
  answer[4 * c - 1] = decimal(used[c])
  answer[4 * c + 1] = decimal(now - tonumber(hash[4]))
  answer[4 * c + 2] = exceeded and '1' or '0'
end

for c = 1, counter_count do
  local amount = tonumber(ARGV[5 * c + 1])
  if allowed and reservation ~= '' and amount > 0 then
    held[c] = held[c] + amount
    redis.call('HSET', KEYS[3 * c], 'held', decimal(held[c]))
    redis.call('ZADD', KEYS[3 * c + 2], now + expires_ms, reservation .. '|' .. decimal(amount))
    redis.call('HSET', KEYS[2], ARGV[5 * c - 1], decimal(amount))
    keep(KEYS[3 * c], expires_ms + SPARE_MS)
    keep(KEYS[3 * c + 2], expires_ms + SPARE_MS)
    keep(KEYS[2], expires_ms + SPARE_MS)
  end
  answer[4 * c] = decimal(held[c])
end
if not allowed then
  answer[2] = '0'
end
return answer
