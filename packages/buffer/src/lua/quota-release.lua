#!lua flags=allow-oom
--[[
Gives back what one reservation holds. Safe to repeat: only what is still reserved is given back, and only once.
`allow-oom`: it makes room.

KEYS[1]   hold of the reservation
KEYS[2..] for each counter: its hash, its reservations by expiry

ARGV      for each counter: member (the reservation and its amount), amount

Returns the number of counters it was released in
]]
local released = 0
for c = 1, (#KEYS - 1) / 2 do
  if redis.call('ZREM', KEYS[2 * c + 1], ARGV[2 * c - 1]) == 1 then
    released = released + 1
    local held = tonumber(redis.call('HGET', KEYS[2 * c], 'held') or '0')
    if held > 0 then
      redis.call('HSET', KEYS[2 * c], 'held', string.format('%.0f', math.max(0, held - tonumber(ARGV[2 * c]))))
    end
  end
end
redis.call('DEL', KEYS[1])
return released
