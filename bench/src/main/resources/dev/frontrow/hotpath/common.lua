-- Shared by both scripts: the clock, the end of a run, and the report that WrkReport reads.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanos; } frontrow_time;
  int clock_gettime(int clock, frontrow_time *time);
  int getpid(void);
  int kill(int pid, int signal);
]]
local time = ffi.new("frontrow_time")
local MONOTONIC, SIGINT = 1, 2

-- The monotonic clock in seconds.
function clock()
  ffi.C.clock_gettime(MONOTONIC, time)
  return tonumber(time.seconds) + tonumber(time.nanos) / 1e9
end

-- Runs in the main Lua state, outside the threads. wrk calls it once for each thread before it starts them.
local threads = {}
local ended_threads = ffi.new("int[1024]")
function setup(thread)
  table.insert(threads, thread)
  thread:set("number", #threads)
  thread:set("ended_address", tonumber(ffi.cast("intptr_t", ended_threads)))
end

-- Everything below runs in each thread.
answers, others, sample, taken, began, ended = 0, 0, "", 0, 0, 0

-- wrk would sleep for the whole duration and then cut off running requests. So each thread reports when it has no
-- request running and sends no more. The last thread to report interrupts the sleep.
function thread_is_done(thread_count)
  local all = ffi.cast("int *", ffi.cast("intptr_t", ended_address))
  all[number] = 1
  for i = 1, thread_count do
    if all[i] == 0 then return end
  end
  ffi.C.kill(ffi.C.getpid(), SIGINT)
end

function unexpected(status, body)
  others = others + 1
  if sample == "" then sample = status .. " " .. body:gsub("%s+", " ") end
end

function report(answered, other, micros)
  local taken_by_each, first_sample, errors = {}, "", summary_errors or 0
  for _, thread in ipairs(threads) do
    table.insert(taken_by_each, thread:get("taken"))
    if first_sample == "" then first_sample = thread:get("sample") end
  end
  print(string.format("frontrow answers=%d others=%d socket_errors=%d micros=%d taken=%s",
    answered, other, errors, micros, table.concat(taken_by_each, ",")))
  if first_sample ~= "" then print("sample " .. first_sample) end
end

function done(summary)
  local from, to, answered, other = math.huge, 0, 0, 0
  summary_errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  for _, thread in ipairs(threads) do
    answered = answered + thread:get("answers")
    other = other + thread:get("others")
    if thread:get("began") > 0 then from = math.min(from, thread:get("began")) end
    to = math.max(to, thread:get("ended"))
  end
  if to > 0 then
    report(answered, other, (to - from) * 1e6)
  else
    -- The script did not check single answers: wrk counts those with an error status.
    report(summary.requests - summary.errors.status, summary.errors.status, summary.duration)
  end
end
