// `import '@mintmark/embed/register'`: from then on the document knows `<mintmark-agent>`.
import { defineMintmarkAgent } from './index.ts'

defineMintmarkAgent()
