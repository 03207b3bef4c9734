/** What `demo.json` holds; programs rely on these names. */
export interface Demo {
  readonly base_url: string
  readonly operator: SignInFacts
  readonly management_key: string
  readonly vocera: {
    readonly api_key: string
    readonly agent_id: number
    readonly foreign_agent_id: number
  }
  readonly eight_by_eight: { readonly api_key: string; readonly agent_email: string }
  readonly vonage: ClientFacts
  readonly vocalcola: {
    readonly public_key: string
    readonly private_key: string
    readonly redirect_uri: string
    readonly scopes: readonly string[]
    readonly user: SignInFacts
    readonly plan_key: string
    readonly foreign_plan_key: string
  }
  readonly envoy: ClientFacts & {
    readonly client_api_key: string
    readonly redirect_uri: string
    readonly username: string
    readonly password: string
    readonly non_admin: { readonly username: string; readonly password: string }
  }
  readonly standard: ClientFacts & { readonly redirect_uri: string }
}

export interface SignInFacts {
  readonly email: string
  readonly password: string
}

export interface ClientFacts {
  readonly client_id: string
  readonly client_secret: string
  readonly scopes: readonly string[]
}
