-- Sends prepared requests one after the other: each is a whole HTTP request with its own body and keys. wrk passes the file's name.
-- A third argument is how many milliseconds each connection waits before it sends the next one.
-- The file: length, line feed, that many bytes; again and again.
local ffi = require("ffi")
ffi.cdef("typedef struct { long seconds, nanoseconds; } moment; int clock_gettime(int clock, moment *now);")

local prepared, count, position = {}, 0, 0
local repeating = false
local thread
-- Microseconds; read from `done`, so they belong to the thread.
began, ended = 0, 0

local function now()
  local moment = ffi.new("moment")
  ffi.C.clock_gettime(1, moment)
  return tonumber(moment.seconds) * 1e6 + tonumber(moment.nanoseconds) / 1e3
end

function setup(one) thread = one end

function init(args)
  local file = assert(io.open(args[1], "rb"))
  while true do
    local length = file:read("*n")
    if not length then break end
    file:read(1)
    count = count + 1
    prepared[count] = file:read(length)
  end
  file:close()
  repeating = args[2] == "repeat"
  local pause = tonumber(args[3] or "0")
  if pause > 0 then delay = function() return pause end end
end

function request()
  if began == 0 then began = now() end
  position = position + 1
  if position > count then
    if repeating then
      position = 1
    else
      -- Requests that may be sent once only: a repeated one would be answered from memory and make the figure better than it is.
      if ended == 0 then ended = now() end
      wrk.thread:stop()
      position = count
    end
  end
  return prepared[position]
end

function done(summary, latency)
  local errors = summary.errors
  local from, to = thread:get("began"), thread:get("ended")
  io.write(string.format(
    '{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "bad": %d, "broken": %d}\n',
    summary.requests, to > 0 and to - from or summary.duration, latency:percentile(50), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
