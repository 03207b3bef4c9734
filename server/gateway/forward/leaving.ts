import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { Agent, Dispatcher } from 'undici'

/**
 * Clients that go before they are answered: their upstream is not kept busy for nobody. Requests
 * are known by the id that goes out with them.
 */
export class Leaving {
  readonly #signals = new Map<string, EventEmitter>()

  /** From now on the end of this response is the end of what is asked for it. */
  watch(requestId: string, response: ServerResponse): void {
    const signal = new EventEmitter()
    this.#signals.set(requestId, signal)
    response.once('close', () => {
      this.#signals.delete(requestId)
      // Once a head has gone out, the two streams end together anyway.
      if (!response.headersSent) signal.emit('abort')
    })
  }

  /** Asks through this agent, for as long as somebody waits. */
  through(agent: Pick<Agent, 'request' | 'destroy'>) {
    const request = (options: Asking, done: Told): void => {
      const signal = this.#signals.get(String(options.headers?.['x-request-id']))
      agent.request({ ...options, signal }, done)
    }
    // The forwarding library asks with a callback, the one of both ways to ask that is here.
    return { request: request as Dispatcher['request'], destroy: () => agent.destroy() }
  }
}

type Told = (error: Error | null, answer: Dispatcher.ResponseData) => void

type Asking = Dispatcher.RequestOptions & { readonly headers?: Readonly<Record<string, unknown>> }
