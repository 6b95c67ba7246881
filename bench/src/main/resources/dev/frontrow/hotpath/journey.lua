-- Whole journeys. Each thread has one connection and runs its journeys one after the other. Arguments: list, threads,
-- seconds. A line of the list contains an access token, a concert, a performance and a seat.
dofile("common.lua")
local POLLS_MAX = 100
local slice, at, step = {}, 0, "join"
local queue_token, hold_id, polls

local function next_journey()
  at = at + 1
  step, polls = "join", 0
end

local function call(method, path, headers, body)
  local j = slice[at]
  return method .. " /api/v1" .. path .. " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " .. j.token .. "\r\n"
    .. (queue_token and step ~= "join" and "Queue-Token: " .. queue_token .. "\r\n" or "") .. (headers or "")
    .. (body and "Content-Type: application/json\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
      or method == "POST" and "Content-Length: 0\r\n\r\n" or "\r\n")
end

local calls = {
  join = function(j) return call("POST", "/concerts/" .. j.concert .. "/queue-tokens") end,
  poll = function(j) return call("GET", "/concerts/" .. j.concert .. "/queue-tokens/current") end,
  seats = function(j) return call("GET", "/performances/" .. j.performance .. "/seats") end,
  hold = function(j)
    return call("POST", "/holds", nil, '{"performanceId":' .. j.performance .. ',"seats":["' .. j.seat .. '"]}')
  end,
  top_up = function(j)
    return call("POST", "/buyers/me/top-ups", "Idempotency-Key: journey-" .. j.concert .. "\r\n",
      '{"amountMinor":1000}')
  end,
  pay = function()
    return call("POST", "/payments", "Idempotency-Key: pay-" .. hold_id .. "\r\n", '{"holdId":"' .. hold_id .. '"}')
  end,
}
local expected = { join = 201, poll = 200, seats = 200, hold = 201, top_up = 201, pay = 201 }

local function follow(body)
  if step == "join" then
    queue_token = body:match('"queueToken":"([^"]+)"')
    step = "poll"
  elseif step == "poll" then
    if body:find('"state":"ADMITTED"', 1, true) then
      step = "seats"
    else
      polls = polls + 1
      if polls == POLLS_MAX then
        unexpected("not admitted", body)
        next_journey()
      end
    end
  elseif step == "seats" then
    step = "hold"
  elseif step == "hold" then
    hold_id = body:match('"holdId":"([^"]+)"')
    step = "top_up"
  elseif step == "top_up" then
    step = "pay"
  else
    answers = answers + 1
    ended = clock()
    next_journey()
  end
end

function init(args)
  local threads, seconds = tonumber(args[2]), tonumber(args[3])
  local index = 0
  for line in io.lines(args[1]) do
    if index % threads == number - 1 then
      local token, concert, performance, seat = line:match("(%S+) (%S+) (%S+) (%S+)")
      table.insert(slice, { token = token, concert = concert, performance = performance, seat = seat })
    end
    index = index + 1
  end
  next_journey()
  function request()
    -- wrk asks each thread for a request before the start, also a thread without journeys.
    return calls[step](slice[at])
  end
  function response(status, _, body)
    if status == expected[step] then
      follow(body)
    else
      unexpected(step .. " " .. status, body)
      next_journey()
    end
  end
  function delay()
    local now = clock()
    if began == 0 then began = now end
    if step == "join" and (at > #slice or now - began >= seconds) then
      taken = at - 1
      thread_is_done(threads)
      return 3600 * 1000
    end
    return 0
  end
end
