#!lua flags=allow-oom
--[[
Holds cells of the ledger against their bases, at one instant. Writes those bases that are missing, that an earlier process of Redis left behind,
or whose revision is the one to be replaced; tells of every other that differs, and leaves it alone.

KEYS[1]    stream
KEYS[2..]  base hashes
ARGV       for each base: revision, input, cache creation, cache read, output tokens, requests, cost in pico-USD, unpriced requests,
           expiry as epoch milliseconds, revision to be replaced or ''

Returns {id of the oldest entry or '', number of bases written for they were missing or of an earlier process,
  and for each that differs: its number from 1, 'BEHIND' | 'AHEAD' | 'DIFFERS', its revision}
]]
local process = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
local fields = { 'i', 'c', 'r', 'o', 'n', 'u', 'x' }
local oldest = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
local answer = { oldest and oldest[1] or '', 0 }

-- int64 in decimal; a Lua number would round revisions above 2^53 and call them equal.
local function newer(a, b)
  if #a ~= #b then
    return #a > #b
  end
  return a > b
end

local function write(key, at)
  redis.call(
    'HSET', key, 'rev', ARGV[at], 'i', ARGV[at + 1], 'c', ARGV[at + 2], 'r', ARGV[at + 3], 'o', ARGV[at + 4], 'n', ARGV[at + 5],
    'u', ARGV[at + 6], 'x', ARGV[at + 7], 'e', process
  )
  redis.call('PEXPIREAT', key, ARGV[at + 8])
end

local function difference(key, known, at)
  if newer(ARGV[at], known) then
    return 'BEHIND'
  end
  if newer(known, ARGV[at]) then
    return 'AHEAD'
  end
  for f, value in ipairs(redis.call('HMGET', key, unpack(fields))) do
    if value ~= ARGV[at + f] then
      return 'DIFFERS'
    end
  end
end

for k = 2, #KEYS do
  local at = 1 + (k - 2) * 10
  local key = KEYS[k]
  local known, writer = unpack(redis.call('HMGET', key, 'rev', 'e'))
  if not known or writer ~= process then
    write(key, at)
    answer[2] = answer[2] + 1
  elseif known == ARGV[at + 9] then
    write(key, at)
  else
    local found = difference(key, known, at)
    if found then
      answer[#answer + 1] = k - 1
      answer[#answer + 1] = found
      answer[#answer + 1] = known
    end
  end
end
return answer
