/**
 * Every header by which an API is told who asks. All of them are in each answer, empty where there
 * is nothing to say: some proxies keep a client's header where the answer has none.
 */
export const NOBODY: Readonly<Record<string, string>> = {
  'x-auth-client': '',
  'x-auth-subject': '',
  'x-auth-organization': '',
  'x-auth-scopes': '',
  'x-auth-identity': '',
}
