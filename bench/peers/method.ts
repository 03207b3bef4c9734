import { type PeersReport, WARM_UP_SEC } from './measure.ts'

/** How it was measured, and what of it is not like for like. */
export function methodOf({ isPinned, rounds, seconds, tokens, minutes }: PeersReport): string {
  const pinning = isPinned
    ? `The server that is measured has one core to itself, all its threads with it; the load,
  and PostgreSQL where there is one, has the other.`
    : 'Nothing was pinned to a core here (no `taskset`, or one core only): take ratios with care.'
  return `### How the peers were measured

- **Round robin.** On each path all servers run at once and are measured in turn, ours, A, B, C,
  ours, A, …: ${rounds} rounds of ${seconds} s each after a warm-up of ${WARM_UP_SEC} s.
  Whoever is not measured waits without work. Every ratio compares two figures of one round. The
  table has the median of the rounds' ratios, and the worst and the best; never a ratio of two
  medians. *The best peer* is whoever was fastest in that round.
- **Requests per second count** for whether a demand is reached; *by CPU* beside it is the same
  ratio of CPU time, user and system, that a request cost the server's process. The two differ
  where a server waits for the disk, which is no CPU time. Styles are compared by CPU time
  alone, because a signature can only be exchanged for another there: the standard path's cost,
  less an ES256 signature, plus what the style signs, each signature measured in the same round.
- ${pinning}
- **32 kept-alive connections** without pipelining; each asks again when its answer is there.
  The load is the one that our own rows have. Every answer is read and checked: an unexpected
  one fails the path, which is then measured once more from its start. A measurement during
  which others used more than 0.15 cores is repeated once, and the calmer counts.
- **Mintmark** is the whole server as \`npm start\` starts it: audit, limits on guessing,
  metrics, and a line of log for each request, which is thrown away. SQLite is at
  \`synchronous=FULL\` everywhere, for reads too. Its client is one of the demo platform's.
- **oidc-provider** signs JWT access tokens (RFC 9068) for one resource. Client credentials run
  on an adapter in memory that forgets nothing, since its own keeps a thousand entries; the rest
  on an SQLite adapter of ours: WAL, prepared statements kept, a 64 MB cache, an index on
  grants, and \`synchronous\` as the row says. Each write is a commit of its own, as its adapter
  interface asks for one thing at a time.
- **@node-oauth/oauth2-server** runs on Express with a model that keeps everything in memory and
  signs with jose; it brings neither itself. Its client's secret is compared as a SHA-256.
- **better-auth** has its OAuth provider and API key plug-ins on SQLite (WAL), without its rate
  limit, telemetry and origin check. Its signing key is neither encrypted nor read from the
  database for each token, client and resource are remembered: what its options allow. It has no
  HTTP route for verifying API keys, so a route of two lines calls \`verifyApiKey\`. *In memory*
  keeps keys in a \`Map\` as its secondary storage, with writes deferred.
- **oauth2-mock-server** is made for tests. It authenticates nobody and stores nothing; it
  stands here for the least that a token endpoint can do.
- All servers run on the same Node, with \`NODE_ENV=production\` for the peers, and use its own
  SQLite. None of the peers writes an audit record or a log, counts metrics or limits guesses
  here.
- **Not like for like,** besides: our introspected token is a refresh token, whose client, user
  and family are looked at, theirs a stored access token. Our revocation is of a JWT, whose
  signature is verified first; theirs of a stored token. Our API key opens a whole resource
  request that reads the locations it answers with; theirs is verified and nothing else. Our
  RS256 is the Vonage style, whose secret is in the body; everybody else's client authenticates
  with Basic. Codes, refresh tokens and tokens to revoke were put into everybody's store before
  the time began, as each would have stored them itself.
- **PostgreSQL** is version 18 as the tests start it: 64 MB of shared buffers, durable commits,
  on the load's core, so it takes from the load what it takes. Single-row commits are inserts of
  one row in a transaction of its own by 32 connections with a prepared statement, as
  \`pgbench\` would.
- **Two cores**: the same process may use both, and the load takes its part of the second. What
  it took is known; the second figure is the first, multiplied by two and divided by the cores
  that were left.
- **p99** is that of requests sent at fixed instants, at 70 % of what was answered without a
  pause just before, and timed from the instant at which each was due, however late it was sent.
  Beside it stands how late a loop on the load's core that does nothing else notices such
  instants: what the machine takes away now and then, which no counter of it tells.
- **A bare node:http that only signs** reads the request, signs as many bytes as a token has and
  answers a constant: what any server on Node can keep of the signing rate at most.
- **Cold start** counts from the call that starts the program to the first token, the demo
  platform included. **Memory** is the resident set of a server that did nothing else: two
  seconds after it was ready, after ${tokens.toLocaleString('en')} tokens from 32 connections, and
  for ${minutes} minutes under the same load without a pause; its end is the median of the last
  fifth beside that of the first.
- **Verifying** runs in one program, by its CPU time, as under [Verifying in a resource
  server](#verifying-in-a-resource-server).
- A measurement that is off by a fifth is nothing unusual on a shared machine. Look at the
  spread before you believe a difference.

Run it yourself: \`npm run bench -- --peers\`, or one path in half a minute with
\`npm run bench -- --peers --quick --only cc-es256\`. The set-ups are in
\`bench/peers/servers/\`; if yours can be faster, tell us how.`
}
