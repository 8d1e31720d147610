#!lua
--[[
Keeps the records of one call: one entry on the stream, their sums in the running totals, their ids as seen. All or nothing.
Without `allow-oom`, so that a Redis at its maxmemory refuses the whole script before its first write.

The order of the writes is for a file torn by a loss of power: Redis may carry out the first of them alone, two starts later
(valkey-io/valkey#4342). Counted and not kept is too much for a while; remembered and not kept would be a duplicate of nothing, and lost.

KEYS[1]        stream
KEYS[2]        meta hash
KEYS[3..2+P]   pend hash of each dimension
KEYS[3+P..]    seen set of each access key and bucket

ARGV[1]  most bytes that may wait
ARGV[2]  how long ids are remembered, milliseconds
ARGV[3]  '1': keep all records, seen or not; '0': write nothing when any was seen
ARGV[4]  version of the body
ARGV[5]  number of records
ARGV[6]  deltas, exactly what is added to pend
ARGV[7]  body
ARGV[8]  P, number of pend hashes
ARGV[9..8+5P]  input, cache creation, cache read, output tokens and requests for each pend hash
then for each seen set: number of members, members

Returns {'KEPT', entry id}
        {'BUSY', bytes waiting}      nothing was written
        {'SEEN', 0 or 1 a member}    nothing was written
]]
local bytes_max, remember_ms, keep_seen = tonumber(ARGV[1]), ARGV[2], ARGV[3] == '1'
local record_count, deltas, body = ARGV[5], ARGV[6], ARGV[7]
local pend_count = tonumber(ARGV[8])
local fields = { 'i', 'c', 'r', 'o', 'n' }
local seen_from = 9 + 5 * pend_count

local bytes = #deltas + #body
local waiting = tonumber(redis.call('HGET', KEYS[2], 'bytes') or '0')
if waiting + bytes > bytes_max then
  return { 'BUSY', tostring(waiting) }
end

if not keep_seen then
  local answer, any_seen, at = { 'SEEN' }, false, seen_from
  for k = 3 + pend_count, #KEYS do
    local count = tonumber(ARGV[at])
    for _, seen in ipairs(redis.call('SMISMEMBER', KEYS[k], unpack(ARGV, at + 1, at + count))) do
      answer[#answer + 1] = seen
      any_seen = any_seen or seen == 1
    end
    at = at + 1 + count
  end
  if any_seen then
    return answer
  end
end

local at = 9
for k = 3, 2 + pend_count do
  for f = 1, 5 do
    if ARGV[at] ~= '0' then
      redis.call('HINCRBY', KEYS[k], fields[f], ARGV[at])
    end
    at = at + 1
  end
end

redis.call('HINCRBY', KEYS[2], 'bytes', bytes)
redis.call('HINCRBY', KEYS[2], 'records', record_count)
redis.call('HINCRBY', KEYS[2], 'accepted', record_count)
-- Never MAXLEN: it would drop entries that nobody has read.
local entry_id = redis.call('XADD', KEYS[1], '*', 'v', ARGV[4], 'n', record_count, 'd', deltas, 'b', body)

at = seen_from
for k = 3 + pend_count, #KEYS do
  local count = tonumber(ARGV[at])
  redis.call('SADD', KEYS[k], unpack(ARGV, at + 1, at + count))
  redis.call('PEXPIRE', KEYS[k], remember_ms)
  at = at + 1 + count
end
return { 'KEPT', entry_id }
