-- One notice a request, each about one of many matters, each with a name of its own.
local count = 0
local matters = tonumber(os.getenv("MATTERS") or "2000")
local thread = 0
function setup(t) thread = thread + 1; t:set("id", thread) end
function init() math.randomseed(id) end
function request()
  count = count + 1
  local matter = 1 + (count * 7919) % matters
  local body = string.format('{"jsonapi":{"version":"1.0"},"data":{"type":"actions","id":"%d","attributes":' ..
    '{"name":"Purchase","reference":"EX","status":"Active"},"relationships":null},"meta":{"debug":{"resthook":' ..
    '{"id":"9%d","trigger_count":%d,"event_name":"ActionUpdated","resource_type":"actions","resource_id":"%d"}}}}',
    matter, id, count, matter)
  return wrk.format("POST", nil, {["Content-Type"] = "application/vnd.api+json"}, body)
end
