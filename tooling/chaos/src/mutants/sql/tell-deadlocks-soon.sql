-- For sessions that begin later: a deadlock is told after 50 ms, before anybody gives up waiting for a lock.
ALTER DATABASE postgres SET deadlock_timeout = '50ms'
