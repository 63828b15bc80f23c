-- Sends prepared requests one after the other: each is a whole HTTP request with its own body and keys. wrk passes the file's name.
-- A third argument is how many milliseconds each connection waits before it sends the next one.
-- The file: length, line feed, that many bytes; again and again.
local prepared, count, position = {}, 0, 0
local repeating = false

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
  position = position + 1
  if position > count then
    -- Requests that may be sent once only are prepared in plenty; running out shows as refusals, never as fast answers.
    position = repeating and 1 or count
  end
  return prepared[position]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "microseconds": %d, "p50": %d, "p99": %d, "bad": %d, "broken": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
