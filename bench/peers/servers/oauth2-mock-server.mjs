// oauth2-mock-server: made for tests, so it authenticates nobody and stores nothing.
import { OAuth2Server } from 'oauth2-mock-server'
import { ALGORITHM, PORT, ready, signingKey } from './seeds.mjs'

const server = new OAuth2Server()
await server.issuer.keys.add(signingKey(ALGORITHM))
await server.start(Number(PORT), '127.0.0.1')
ready({})
