#!lua flags=allow-oom
--[[
Raises base to newer absolute totals, takes committed entries off the stream and out of pend.
`allow-oom`: this is what empties a full Redis, so it must run in one.
Safe to repeat and to run late: only the call whose XACK took an entry counts for it, and only newer revisions change base.

The order of the writes is for a file torn by a loss of power, as in collect.lua: base raised and pend not lowered shows too much for a while;
the other way round would show too little, and let somebody over their limit.

Each base says in `e` which process of Redis it was raised in: one that came with a file, from a backup or another's replica may be behind
(see counter.lua).

KEYS[1]  stream
KEYS[2]  meta hash
KEYS[3..]  pend hashes, base hashes and hashes of quotas, referred to by their index in KEYS

ARGV[1]  consumer group
ARGV[2]  number of totals; then for each:
         index of its base hash, revision, input, cache creation, cache read, output tokens, requests, cost in pico-USD,
         unpriced requests, expiry as epoch milliseconds
then     number of entries; then for each:
         entry id, bytes, records, number of deltas;
         then for each delta: index of its pend hash, index of the quota it belongs to or 0, input, cache creation, cache read,
         output tokens, requests (of a quota: its amount, and zeros)

Returns the number of entries this call took off
]]
local fields = { 'i', 'c', 'r', 'o', 'n' }
local at = 3
local taken, bytes, records = 0, 0, 0
local order, sums, quotas = {}, {}, {}

-- int64 in decimal; a Lua number would round revisions above 2^53 and call them equal.
local function newer(a, b)
  if #a ~= #b then
    return #a > #b
  end
  return a > b
end

local function add_delta(from)
  local key = KEYS[tonumber(ARGV[from])]
  local sum = sums[key]
  if not sum then
    sum = { 0, 0, 0, 0, 0 }
    sums[key] = sum
    order[#order + 1] = key
  end
  quotas[key] = KEYS[tonumber(ARGV[from + 1])]
  for f = 1, 5 do
    sum[f] = sum[f] + tonumber(ARGV[from + 1 + f])
  end
end

local function is_zero(key)
  for _, value in ipairs(redis.call('HVALS', key)) do
    if value ~= '0' then
      return false
    end
  end
  return true
end

local process
if ARGV[2] ~= '0' then
  process = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
end
for _ = 1, tonumber(ARGV[2]) do
  local key, revision = KEYS[tonumber(ARGV[at])], ARGV[at + 1]
  local known = redis.call('HGET', key, 'rev')
  if not known or newer(revision, known) then
    redis.call(
      'HSET', key, 'rev', revision, 'i', ARGV[at + 2], 'c', ARGV[at + 3], 'r', ARGV[at + 4], 'o', ARGV[at + 5], 'n', ARGV[at + 6],
      'u', ARGV[at + 7], 'x', ARGV[at + 8], 'e', process
    )
    redis.call('PEXPIREAT', key, ARGV[at + 9])
  elseif known == revision then
    redis.call('HSET', key, 'e', process)
  end
  at = at + 10
end

local entry_count = tonumber(ARGV[at])
at = at + 1
for _ = 1, entry_count do
  local delta_count = tonumber(ARGV[at + 3])
  if redis.call('XACK', KEYS[1], ARGV[1], ARGV[at]) == 1 then
    redis.call('XDEL', KEYS[1], ARGV[at])
    taken, bytes, records = taken + 1, bytes + tonumber(ARGV[at + 1]), records + tonumber(ARGV[at + 2])
    for d = 0, delta_count - 1 do
      add_delta(at + 4 + 7 * d)
    end
  end
  at = at + 4 + 7 * delta_count
end

for _, key in ipairs(order) do
  -- A counter that is not there needs nothing: whoever makes it reads the ledger after it, where these records are.
  if quotas[key] and redis.call('EXISTS', quotas[key]) == 1 then
    redis.call('HINCRBY', quotas[key], 'moved', string.format('%.0f', sums[key][1]))
  end
  for f = 1, 5 do
    if sums[key][f] ~= 0 then
      redis.call('HINCRBY', key, fields[f], string.format('-%.0f', sums[key][f]))
    end
  end
  if is_zero(key) then
    redis.call('DEL', key)
  end
end

if taken > 0 then
  redis.call('HINCRBY', KEYS[2], 'bytes', string.format('-%.0f', bytes))
  redis.call('HINCRBY', KEYS[2], 'records', string.format('-%.0f', records))
  redis.call('HINCRBY', KEYS[2], 'settled', string.format('%.0f', records))
end

return taken
