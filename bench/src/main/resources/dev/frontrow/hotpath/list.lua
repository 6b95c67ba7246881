-- Sends the requests of a list; each thread has its own slice. Arguments: list, threads, connections per thread, and
-- one of
--   again                 repeats the slice and checks no answer (wrk counts statuses of 400 and more)
--   again STATUS          the same, but each answer must have this status
--   once STATUS SECONDS   sends each request once, until the slice or the time is used up; waits for running requests
dofile("common.lua")
local slice = {}

local function read(path, threads)
  local file = assert(io.open(path, "rb"))
  local index = 0
  while true do
    local length = file:read("*n")
    if not length then break end
    file:read(1)
    if index % threads == number - 1 then
      table.insert(slice, file:read(length))
    else
      file:seek("cur", length)
    end
    index = index + 1
  end
  file:close()
end

function init(args)
  local threads, connections = tonumber(args[2]), tonumber(args[3])
  local once, status, seconds = args[4] == "once", tonumber(args[5]), tonumber(args[6])
  read(args[1], threads)
  local count = #slice
  -- wrk asks the first thread for a request before the start, only to check it.
  local verified = number > 1
  local at = 0
  function request()
    if not verified then
      verified = true
      return slice[1]
    end
    at = at % count + 1
    return slice[at]
  end
  if status then
    function response(got, _, body)
      if got == status then answers = answers + 1 else unexpected(got, body) end
      ended = clock()
    end
    local first_request = request
    function request()
      if began == 0 and verified then began = clock() end
      return first_request()
    end
  end
  if once then
    local parked = 0
    function delay()
      local now = clock()
      if began == 0 then began = now end
      if taken < count and now - began < seconds then
        taken = taken + 1
        return 0
      end
      parked = parked + 1
      if parked == connections then thread_is_done(threads) end
      return 3600 * 1000
    end
  end
end
