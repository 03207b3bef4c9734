/** How an app says which plan it manages: by the last part of its bearer. */
export function bearerLine(baseUrl: string, planKey: string): string {
  return `PARTS=PUBLIC_KEY.PRIVATE_KEY.USER_TOKEN.${planKey}
BEARER=$(printf %s $PARTS | base64 | tr -d '\\n')
curl ${baseUrl}/v0/me/ -H "Authorization: Bearer $BEARER"`
}
