#!lua flags=allow-oom
--[[
Which process of Redis this is, and in which all counters were last compared with the ledger.

KEYS[1]  meta hash
ARGV[1]  '' only reads; a run id: if it is this process's, notes that all counters have been compared in it

Returns {run id of this process, run id that was noted or ''}
]]
local process = string.match(redis.call('INFO', 'server'), 'run_id:(%x+)')
if ARGV[1] == process then
  redis.call('HSET', KEYS[1], 'epoch', process)
end
return { process, redis.call('HGET', KEYS[1], 'epoch') or '' }
