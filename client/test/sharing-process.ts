// One of the processes of sharing.test.ts: a thousand callers at once.
import { fileCache } from '../file-cache.ts'
import { clientCredentials } from '../index.ts'

const [baseUrl = '', folder = ''] = process.argv.slice(2)
const cache = fileCache(folder)
const source = clientCredentials({ baseUrl, clientId: 'id', clientSecret: 'secret', cache })
const tokens = await Promise.all(Array.from({ length: 1000 }, () => source.getToken()))
console.log([...new Set(tokens.map(({ value }) => value))].join(), tokens.length)
