import type { WireResponse } from '../../protocol/wire.ts'
import type { Original, Question } from './question.ts'

/**
 * How one kind of proxy asks, and what of an answer it passes on. What differs between proxies is
 * data here or one of these functions; none of them decides anything.
 */
export interface ProxyMode {
  /** Last segment of the path at which it asks: `/authz/<name>`. */
  readonly name: string
  readonly title: string
  /** Whether it asks at that path, or below it in the request's own method and path. */
  readonly asks: 'at_the_path' | 'below_the_path'
  /** The request as it will be forwarded. Throws `parameter_missing`, `parameter_malformed`. */
  read(question: Question): Original
  /** The request may pass, with these headers. */
  admit(identity: Readonly<Record<string, string>>, question: Question): WireResponse
  /** The request is refused, and this is what the client is to get. */
  refuse(refusal: WireResponse): WireResponse
}
