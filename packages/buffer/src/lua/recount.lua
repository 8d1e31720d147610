#!lua flags=allow-oom
--[[
Makes pend, and the waiting bytes and records, what the entries on the stream say. Changes nothing where all is as it should be.
Atomic, so that no entry comes or goes while it counts; hence the limit on how much it will count.

KEYS[1]  stream
KEYS[2]  meta hash
ARGV[1]  beginning of the names of pend hashes, up to the dimension's type. They are not in KEYS, for only the entries tell which there are; they
         carry the same hash tag
ARGV[2]  most bytes that may wait

Returns {'DONE', number of hashes that were wrong}
        {'LARGE', bytes waiting}   nothing was counted
]]
local prefix, bytes_max = ARGV[1], tonumber(ARGV[2])
local fields = { 'i', 'c', 'r', 'o', 'n' }
local waiting = tonumber(redis.call('HGET', KEYS[2], 'bytes') or '0')
if waiting > bytes_max then
  return { 'LARGE', tostring(waiting) }
end

local sums, bytes, records = {}, 0, 0

local function add(deltas)
  for _, delta in ipairs(cjson.decode(deltas)) do
    local key = prefix .. delta[1] .. ':' .. delta[2]
    local sum = sums[key] or { 0, 0, 0, 0, 0 }
    sums[key] = sum
    for f = 1, 5 do
      sum[f] = sum[f] + delta[2 + f]
    end
  end
end

local from = '-'
repeat
  local page = redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', 100)
  for _, entry in ipairs(page) do
    local named = {}
    for i = 1, #entry[2], 2 do
      named[entry[2][i]] = entry[2][i + 1]
    end
    -- What we did not write was never added to anything.
    if named.d and named.b and named.n then
      add(named.d)
      bytes, records = bytes + #named.d + #named.b, records + tonumber(named.n)
    end
    from = '(' .. entry[1]
  end
until #page == 0

local wrong = 0

local function correct(key, wanted)
  local known = redis.call('HMGET', key, 'i', 'c', 'r', 'o', 'n')
  local is_wrong = false
  for f = 1, 5 do
    is_wrong = is_wrong or tonumber(known[f] or '0') ~= wanted[f]
  end
  if not is_wrong then
    return
  end
  wrong = wrong + 1
  redis.call('DEL', key)
  for f = 1, 5 do
    if wanted[f] ~= 0 then
      redis.call('HSET', key, fields[f], string.format('%.0f', wanted[f]))
    end
  end
end

for key, wanted in pairs(sums) do
  correct(key, wanted)
end
local cursor = '0'
repeat
  local page = redis.call('SCAN', cursor, 'MATCH', prefix .. '*', 'COUNT', 1000)
  cursor = page[1]
  for _, key in ipairs(page[2]) do
    if not sums[key] then
      correct(key, { 0, 0, 0, 0, 0 })
    end
  end
until cursor == '0'

local known = redis.call('HMGET', KEYS[2], 'bytes', 'records')
if tonumber(known[1] or '0') ~= bytes or tonumber(known[2] or '0') ~= records then
  wrong = wrong + 1
  redis.call('HSET', KEYS[2], 'bytes', string.format('%.0f', bytes), 'records', string.format('%.0f', records))
end
return { 'DONE', wrong }
