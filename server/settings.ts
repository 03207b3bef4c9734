import { z } from 'zod'
import { dialects } from './dialects/index.ts'
import {
  addresses,
  answerSec,
  BRAND_COLOR,
  BRAND_NAME,
  connections,
  count,
  countries,
  days,
  documents,
  HTTP_ORIGIN,
  iceUrls,
  POSTGRES_URL,
  ROOM_ENGINES,
  region,
  regionsOf,
  restSec,
  SOCKET_URL,
  seconds,
  secondsOrNone,
  switched,
  WEB_ADDRESS,
  words,
} from './setting-kinds.ts'
import { providerKinds } from './texts/providers/index.ts'
import { TEXT_LANGUAGES } from './texts/words.ts'

export type Mode = 'dev' | 'serve'

interface Setting<Name extends string = string, Value = unknown> {
  readonly name: Name
  readonly env: readonly string[]
  readonly schema: z.ZodType<Value>
  readonly default: unknown
  /** Where `mintmark dev` differs. */
  readonly dev?: unknown
  /** Completes "it must be …". */
  readonly expects: string
  readonly doc: string
  readonly isSecret?: boolean
}

const provider = z.enum(['', ...providerKinds.map((one) => one.name)])
const providerNames = providerKinds.map((one) => one.name).join(', ')
/** Generous where nothing is sent to anybody. */
const DEV_TEXTS = 1_000_000

/** Every setting, one row each; `docs/config.md` is generated from it. */
export const SETTINGS = [
  row('port', ['PORT', 'MINTMARK_PORT'], z.coerce.number().int().min(0).max(65_535), 8080, {
    expects: 'a port from 0 to 65535; 0 takes a free one',
    doc: 'Where to listen.',
  }),
  row('host', ['MINTMARK_HOST'], z.string().min(1), '0.0.0.0', {
    dev: '127.0.0.1',
    expects: 'an address to bind',
    doc: 'Which address to listen on. Dev mode takes loopback addresses only.',
  }),
  row('data_dir', ['MINTMARK_DATA_DIR'], z.string().min(1), '.mintmark', {
    expects: 'the path of a folder',
    doc: 'Where the embedded store and, in dev mode, the generated master key are kept.',
  }),
  row('database_url', ['MINTMARK_DATABASE_URL'], z.string().regex(POSTGRES_URL), '', {
    expects: 'postgres://user:password@host:port/database',
    doc: 'PostgreSQL 14 or later, shared by all nodes. Without it the embedded store is used.',
    isSecret: true,
  }),
  row('database_connections_max', ['MINTMARK_DATABASE_CONNECTIONS_MAX'], connections, 16, {
    expects: 'a number of connections from 2 on: a scheduled job holds one and works with another',
    doc: 'How many connections to PostgreSQL one node opens; one more hears of revocations.',
  }),
  row('database_prepared_statements', ['MINTMARK_DATABASE_PREPARED_STATEMENTS'], switched, true, {
    expects: 'true or false',
    doc: 'Off behind a pooler in transaction mode that does not track prepared statements.',
  }),
  row('database_wait_sec', ['MINTMARK_DATABASE_WAIT_SEC'], secondsOrNone, 30, {
    dev: 5,
    expects: 'a number of seconds, or 0',
    doc: 'How long a start waits for a PostgreSQL that is not there yet; then it ends with code 1.',
  }),
  row('store_answer_sec', ['MINTMARK_STORE_ANSWER_SEC'], answerSec, 2, {
    expects: 'a number of seconds from 2 to 60',
    doc: 'A request that the store lets wait for longer is answered 503, to be sent again.',
  }),
  row('revocation_staleness_sec_max', ['MINTMARK_REVOCATION_STALENESS_SEC_MAX'], seconds, 10, {
    expects: 'a number of seconds',
    doc: 'A node that hears of no revocations for longer neither verifies nor issues tokens.',
  }),
  row('shutdown_delay_sec', ['MINTMARK_SHUTDOWN_DELAY_SEC'], secondsOrNone, 2, {
    dev: 0,
    expects: 'a number of seconds, or 0',
    doc: 'How long after SIGTERM /readyz says 503 before new connections are refused.',
  }),
  row('base_url', ['MINTMARK_BASE_URL'], z.string().regex(/^(https?:\/\/[^/?#]+)?$/), '', {
    expects: 'http(s)://host[:port] without a path or trailing slash',
    doc: 'The public address; the standard issuer. Dev mode makes it from host and port.',
  }),
  row('master_key', ['MINTMARK_MASTER_KEY'], z.string(), '', {
    expects: 'at least 32 random bytes in base64 (openssl rand -base64 32)',
    doc: 'Seals signing keys and keys the hashes of secrets. Dev mode makes its own.',
    isSecret: true,
  }),
  row(
    'log_level',
    ['MINTMARK_LOG_LEVEL'],
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']),
    'info',
    {
      dev: 'warn',
      expects: 'trace, debug, info, warn, error or silent',
      doc: 'What is logged to standard error.',
    },
  ),
  row('brand.name', ['MINTMARK_BRAND_NAME'], z.string().regex(BRAND_NAME), 'Mintmark', {
    expects: 'a name of at most 60 characters',
    doc: 'What people see at the top of every page and of the console.',
  }),
  row('brand.logo', ['MINTMARK_BRAND_LOGO'], z.string(), '', {
    expects: 'the path of an SVG or PNG file',
    doc: 'The picture beside the name: an SVG without scripts, or a PNG, of at most 256 KiB.',
  }),
  row('brand.color', ['MINTMARK_BRAND_COLOR'], z.string().regex(BRAND_COLOR), '', {
    expects: 'a colour in hexadecimal, such as #1f6feb (in quotation marks in YAML)',
    doc: 'Of buttons and links; made lighter or darker where it could not be read otherwise.',
  }),
  row('trusted_proxies', ['MINTMARK_TRUSTED_PROXIES'], words, '', {
    expects: 'addresses or networks, separated by commas',
    doc: 'Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.',
  }),
  row('default_region', ['MINTMARK_DEFAULT_REGION'], z.string().min(1), 'emea', {
    expects: 'the name of a region',
    doc: 'The region of a request whose host names none.',
  }),
  row('regions', [], z.array(region).min(1), regionsOf('example.com'), {
    dev: regionsOf('localhost'),
    expects: 'a list of { name, token_host, api_host }',
    doc: 'Host names that hand out tokens and serve APIs, by region.',
  }),
  row('gateway.apis', ['MINTMARK_GATEWAY_APIS'], documents, [], {
    expects: 'a list of APIs, each with name, path, upstreams and routes; in a variable as JSON',
    doc: 'APIs that the gateway protects: [gateway](guide/gateway.md).',
  }),
  row('gateway.forward_auth_proxies', ['MINTMARK_GATEWAY_FORWARD_AUTH_PROXIES'], addresses, '', {
    dev: '127.0.0.1,::1',
    expects: 'addresses or networks, separated by commas',
    doc: 'Who may [ask](guide/forward-auth/README.md) whether a request may pass; none: nobody.',
  }),
  row('dialects_off', ['MINTMARK_DIALECTS_OFF'], words, '', {
    expects: `names among ${dialects.map((one) => one.name).join(', ')}`,
    doc: 'Styles that are not served.',
  }),
  row('resource_servers', ['MINTMARK_RESOURCE_SERVERS'], words, '', {
    expects: 'client ids, separated by commas',
    doc: 'Clients of your own APIs, which introspect the tokens and keys of every client.',
  }),
  row('refresh_retry_window_sec', ['MINTMARK_REFRESH_RETRY_WINDOW_SEC'], seconds, 10, {
    expects: 'a number of seconds',
    doc: 'How long a client that lost the answer to a refresh may ask again.',
  }),
  row('room_lifetime_sec', ['MINTMARK_ROOM_LIFETIME_SEC'], seconds, 900, {
    expects: 'a number of seconds',
    doc: 'How long a room waits for its call: “the validity period is 15 minutes”.',
  }),
  row('rooms.engine', ['MINTMARK_ROOMS_ENGINE'], z.enum(ROOM_ENGINES), 'embedded', {
    expects: ROOM_ENGINES.join(', '),
    doc: 'What carries calls: browsers among themselves, a LiveKit server, or Jitsi Meet.',
  }),
  row('rooms.stun_urls', ['MINTMARK_ROOMS_STUN_URLS'], iceUrls('stun'), '', {
    expects: 'addresses such as stun:stun.example.com:3478, separated by commas',
    doc: 'Where a browser learns its public address. Without one, calls stay in one network.',
  }),
  row('rooms.turn_urls', ['MINTMARK_ROOMS_TURN_URLS'], iceUrls('turn'), '', {
    expects: 'addresses such as turns:turn.example.com:5349, separated by commas',
    doc: 'Relays for browsers between whom no direct way leads.',
  }),
  row('rooms.turn_secret', ['MINTMARK_ROOMS_TURN_SECRET'], z.string(), '', {
    expects: 'the static-auth-secret of the relay',
    doc: 'By it each participant gets credentials of their own that end after a day.',
    isSecret: true,
  }),
  row('rooms.livekit_url', ['MINTMARK_ROOMS_LIVEKIT_URL'], z.string().regex(SOCKET_URL), '', {
    expects: 'wss://host[:port], or ws:// on one machine',
    doc: 'Where browsers reach the LiveKit server.',
  }),
  row('rooms.livekit_api_key', ['MINTMARK_ROOMS_LIVEKIT_API_KEY'], z.string(), '', {
    expects: 'the name of a key of the LiveKit server',
    doc: 'Signs join tokens, and webhooks towards us, with its secret.',
  }),
  row('rooms.livekit_api_secret', ['MINTMARK_ROOMS_LIVEKIT_API_SECRET'], z.string(), '', {
    expects: 'at least 32 characters',
    doc: 'The secret of that key.',
    isSecret: true,
  }),
  row('rooms.jitsi_url', ['MINTMARK_ROOMS_JITSI_URL'], z.string().regex(HTTP_ORIGIN), '', {
    expects: 'http(s)://host[:port] without a path or trailing slash',
    doc: 'The Jitsi Meet deployment.',
  }),
  row('rooms.jitsi_app_id', ['MINTMARK_ROOMS_JITSI_APP_ID'], z.string(), '', {
    expects: 'the app_id of its Prosody',
    doc: 'Issuer and audience of the tokens that let people in.',
  }),
  row('rooms.jitsi_app_secret', ['MINTMARK_ROOMS_JITSI_APP_SECRET'], z.string(), '', {
    expects: 'at least 32 characters',
    doc: 'The app_secret of its Prosody, which signs those tokens.',
    isSecret: true,
  }),
  row('rooms_kept_days', ['MINTMARK_ROOMS_KEPT_DAYS'], days, 400, {
    expects: 'a number of days; 0 keeps them for ever',
    doc: 'How long a room that is over stays in the call log; its link answers 410 so long.',
  }),
  row('agent_records_kept_days', ['MINTMARK_AGENT_RECORDS_KEPT_DAYS'], days, 400, {
    expects: 'a number of days; 0 keeps them for ever',
    doc: 'How long calls and results of agents are kept after the platform last told of them.',
  }),
  row('audit_kept_days', ['MINTMARK_AUDIT_KEPT_DAYS'], days, 400, {
    expects: 'a number of days; 0 keeps them for ever',
    doc: 'How long decisions stay on record, and with them the credentials that they name.',
  }),
  row('signing_key_lead_sec', ['MINTMARK_SIGNING_KEY_LEAD_SEC'], seconds, 3_600, {
    expects: 'a number of seconds, longer than verifiers keep the JWKS (300)',
    doc: 'How long a new signing key is published before it signs.',
  }),
  row('signing_key_lifetime_sec', ['MINTMARK_SIGNING_KEY_LIFETIME_SEC'], seconds, 90 * 86_400, {
    expects: 'a number of seconds',
    doc: 'After this time a signing key gets a successor by itself.',
  }),
  row('sign_ins.lifetime_sec', ['MINTMARK_SIGN_INS_LIFETIME_SEC'], seconds, 12 * 3_600, {
    expects: 'a number of seconds',
    doc: 'How long a browser stays signed in at most.',
  }),
  row('sign_ins.idle_sec', ['MINTMARK_SIGN_INS_IDLE_SEC'], seconds, 2 * 3_600, {
    expects: 'a number of seconds',
    doc: 'Without a request for so long, whoever may use the console is signed out.',
  }),
  row('limits.password_per_account', ['MINTMARK_LIMITS_PASSWORD_PER_ACCOUNT'], count, 5, {
    dev: 40,
    expects: 'a number of attempts',
    doc: 'Wrong passwords that one account takes in a window, whatever door they come through.',
  }),
  row('limits.password_per_ip', ['MINTMARK_LIMITS_PASSWORD_PER_IP'], count, 60, {
    dev: 2_000,
    expects: 'a number of attempts',
    doc: 'Wrong passwords that one address may try in a window.',
  }),
  row('limits.secret_per_client', ['MINTMARK_LIMITS_SECRET_PER_CLIENT'], count, 20, {
    dev: 100,
    expects: 'a number of attempts',
    doc: 'Wrong secrets for one client from one address in a window. A right one always passes.',
  }),
  row('limits.secret_per_ip', ['MINTMARK_LIMITS_SECRET_PER_IP'], count, 100, {
    dev: 300,
    expects: 'a number of attempts',
    doc: 'Wrong secrets and keys from one address in a window. A right one always passes.',
  }),
  row('limits.passkey_per_ip', ['MINTMARK_LIMITS_PASSKEY_PER_IP'], count, 300, {
    dev: 2_000,
    expects: 'a number of attempts',
    doc: 'Sign-ins by passkey that one address may begin in a window, each of which is a row.',
  }),
  row('limits.window_sec', ['MINTMARK_LIMITS_WINDOW_SEC'], seconds, 300, {
    dev: 60,
    expects: 'a number of seconds',
    doc: 'Length of the windows in which failed attempts are counted.',
  }),
  row('texts.provider', ['MINTMARK_TEXTS_PROVIDER'], provider, '', {
    expects: `one of ${providerNames}, or nothing`,
    doc: 'Who sends texts. Without one they wait; in dev mode they go to `/_dev/outbox`.',
  }),
  row('texts.account', ['MINTMARK_TEXTS_ACCOUNT'], z.string().max(200), '', {
    expects: 'a text of at most 200 characters',
    doc: 'At the provider: the 8x8 subaccount id, the Twilio account SID, the Vonage API key.',
  }),
  row('texts.secret', ['MINTMARK_TEXTS_SECRET'], z.string().max(500), '', {
    expects: 'a text of at most 500 characters',
    doc: 'At the provider: API key, auth token or API secret; what signs a webhook (`whsec_…`).',
    isSecret: true,
  }),
  row('texts.secret_file', ['MINTMARK_TEXTS_SECRET_FILE'], z.string(), '', {
    expects: 'the path of a file',
    doc: 'A file that holds `texts.secret`, and nothing else.',
  }),
  row('texts.key_id', ['MINTMARK_TEXTS_KEY_ID'], z.string().max(200), '', {
    expects: 'a text of at most 200 characters',
    doc: 'The SID of a Twilio API key, where the secret is that key’s and not the account’s.',
  }),
  row('texts.sender', ['MINTMARK_TEXTS_SENDER'], z.string().max(50), '', {
    expects: 'a number, a name, or a Twilio messaging service SID',
    doc: 'From whom texts come.',
  }),
  row('texts.url', ['MINTMARK_TEXTS_URL'], z.string().regex(WEB_ADDRESS), '', {
    expects: 'http(s)://host[:port][/path] without a trailing slash',
    doc: 'Where the provider is, if not at its documented address, or where a webhook is sent.',
  }),
  row('texts.language', ['MINTMARK_TEXTS_LANGUAGE'], z.enum(TEXT_LANGUAGES), 'en', {
    expects: `one of ${TEXT_LANGUAGES.join(', ')}`,
    doc: 'The language of texts.',
  }),
  row('texts.countries', ['MINTMARK_TEXTS_COUNTRIES'], countries, '', {
    expects: 'country codes such as SG, DE (ISO 3166-1 alpha-2), separated by commas',
    doc: 'Countries to which texts are sent; none is every country.',
  }),
  row('texts.per_number', ['MINTMARK_TEXTS_PER_NUMBER'], count, 10, {
    dev: DEV_TEXTS,
    expects: 'a number of texts',
    doc: 'Texts to one number in a day (UTC). One more answers 429, and nothing is sent.',
  }),
  row('texts.per_prefix', ['MINTMARK_TEXTS_PER_PREFIX'], count, 50, {
    dev: DEV_TEXTS,
    expects: 'a number of texts',
    doc: 'Texts in a day to numbers that differ in their last four digits only.',
  }),
  row('texts.per_country', ['MINTMARK_TEXTS_PER_COUNTRY'], count, 1_000, {
    dev: DEV_TEXTS,
    expects: 'a number of texts',
    doc: 'Texts to one country in a day.',
  }),
  row('texts.per_client', ['MINTMARK_TEXTS_PER_CLIENT'], count, 1_000, {
    dev: DEV_TEXTS,
    expects: 'a number of texts',
    doc: 'Texts that the API keys of one client ask for in a day.',
  }),
  row('texts.in_all', ['MINTMARK_TEXTS_IN_ALL'], count, 500, {
    dev: DEV_TEXTS,
    expects: 'a number of texts',
    doc: 'Texts in an hour, whoever asks for them; one more opens the breaker.',
  }),
  row('texts.breaker_rest_sec', ['MINTMARK_TEXTS_BREAKER_REST_SEC'], restSec, 3_600, {
    expects: 'a number of seconds; 0 for until an operator closes it',
    doc: 'How long a breaker that has opened stays open by itself.',
  }),
  ...dialects.flatMap(({ name, rules }) => [
    ...lifetime(name, 'access_token', rules.accessTokenLifetimeSec),
    ...lifetime(name, 'refresh_token', rules.refreshTokenLifetimeSec),
    ...lifetime(name, 'code', rules.codeLifetimeSec),
  ]),
] as const

type Row = (typeof SETTINGS)[number]
export type SettingName = Row['name']
export type SettingValue<Name extends SettingName> =
  Extract<Row, { name: Name }> extends { schema: z.ZodType<infer Value> } ? Value : never

function row<const Name extends string, Value>(
  name: Name,
  env: readonly string[],
  schema: z.ZodType<Value>,
  absent: unknown,
  rest: { dev?: unknown; expects: string; doc: string; isSecret?: boolean },
): Setting<Name, Value> {
  return { name, env, schema, default: absent, ...rest }
}

type Lifetime = 'access_token' | 'refresh_token' | 'code'

/** A row for each lifetime that the dialect has. */
function lifetime(
  dialect: string,
  what: Lifetime,
  { value, from }: { readonly value: number; readonly from: string },
) {
  if (value === 0) return []
  const name: `lifetimes.${string}` = `lifetimes.${dialect}.${what}_sec`
  const env = `MINTMARK_${dialect}_${what}_LIFETIME_SEC`.toUpperCase().replaceAll('-', '_')
  return [
    row(name, [env], seconds, value, {
      expects: 'a number of seconds',
      doc: `Lifetime in the ${dialect} style. From: “${from.replace(/\.$/, '')}”.`,
    }),
  ]
}
