-- Asks Mintmark whether a request may pass: `http-request lua.mintmark` in a frontend. Needs
-- nothing beside HAProxy 2.6 itself.
local ADDRESS = os.getenv('MINTMARK_ADDRESS')
local ASK_MS_MAX = 3000

-- Of the client's headers, only these are shown: the others are not needed to decide.
local SHOWN = {
  'authorization', 'x-api-key', 'x-token', 'origin', 'access-control-request-method',
}
local IDENTITY = {
  'x-auth-client', 'x-auth-subject', 'x-auth-organization', 'x-auth-scopes', 'x-auth-identity',
  'x-request-id',
}
-- About the connection between the two of us.
local OURS = {
  connection = true, ['keep-alive'] = true, ['transfer-encoding'] = true,
  ['content-length'] = true, date = true,
}

-- All lines of a header, as the mint itself refuses two credentials.
local function lines(headers, name)
  local found = {}
  local held = headers[name]
  local at = 0
  while held and held[at] do
    table.insert(found, held[at])
    at = at + 1
  end
  return found
end

local function refuse(txn, status, reason, headers, body)
  local reply = txn:reply({ status = status, reason = reason })
  for name, _ in pairs(headers) do
    if not OURS[name] then
      for _, line in ipairs(lines(headers, name)) do reply:add_header(name, line) end
    end
  end
  reply:set_body(body)
  txn:done(reply)
end

local function ask(txn)
  local sent = txn.http:req_get_headers()
  -- The target as it stands in the request, and as it is forwarded: nothing is decoded.
  local headers = {
    ['x-forwarded-method'] = { txn.sf:method() },
    ['x-forwarded-host'] = { txn.sf:req_hdr('host') },
    ['x-forwarded-uri'] = { txn.sf:url() },
    ['x-forwarded-for'] = { txn.sf:src() },
  }
  for _, name in ipairs(SHOWN) do
    local found = lines(sent, name)
    if #found > 0 then headers[name] = found end
  end
  local url = 'http://' .. ADDRESS .. '/authz/haproxy'
  return core.httpclient():get({ url = url, headers = headers, timeout = ASK_MS_MAX })
end

assert(ADDRESS, 'MINTMARK_ADDRESS is not set')

core.register_action('mintmark', { 'http-req' }, function(txn)
  local asked, answer = pcall(ask, txn)
  -- Where nobody answers, the client itself makes a 503; the mint names every answer of its own.
  if not asked or not answer or not answer.headers['x-request-id'] then
    -- Nobody passes while the mint is away.
    return refuse(txn, 503, 'Service Unavailable', {
      ['content-type'] = { [0] = 'application/json' },
      ['cache-control'] = { [0] = 'no-store' },
      ['retry-after'] = { [0] = '1' },
    }, '{"error":"temporarily_unavailable"}')
  end
  if answer.status ~= 200 then
    return refuse(txn, answer.status, answer.reason or '', answer.headers, answer.body or '')
  end
  for _, name in ipairs(IDENTITY) do
    local value = lines(answer.headers, name)[1]
    if value and value ~= '' then
      txn.http:req_set_header(name, value)
    else
      txn.http:req_del_header(name)
    end
  end
end, 0)
