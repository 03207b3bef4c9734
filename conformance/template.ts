import { filters } from './filters.ts'
import { isJsonArray, isJsonObject, type Json, type JsonObject } from './json.ts'

/**
 * Placeholders. `{{vonage.client_id}}` is replaced by a value of the scope, and filters follow a
 * bar: `{{pair | base64}}`, `{{claims.exp | minus claims.iat}}`. A string that is nothing but one
 * placeholder keeps the value's own type, so that an agent id stays a number.
 */
export class TemplateError extends Error {}

const PLACEHOLDER = /\{\{(.*?)\}\}/gs
const ONLY_PLACEHOLDER = /^\{\{((?:(?!\}\}).)*)\}\}$/s

export function render(template: Json, scope: JsonObject): Json {
  if (typeof template === 'string') return renderString(template, scope)
  if (isJsonArray(template)) return template.map((item) => render(item, scope))
  if (!isJsonObject(template)) return template
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [key, render(value, scope)]),
  )
}

export function renderText(template: string, scope: JsonObject): string {
  return asText(renderString(template, scope), template)
}

export function renderNumber(template: Json, scope: JsonObject): number {
  const value = render(template, scope)
  if (typeof value !== 'number') throw new TemplateError(`${String(template)} is not a number`)
  return value
}

function renderString(template: string, scope: JsonObject): Json {
  const only = ONLY_PLACEHOLDER.exec(template)?.[1]
  if (only !== undefined) return evaluate(only, scope)
  return template.replace(PLACEHOLDER, (_, expression: string) =>
    asText(evaluate(expression, scope), expression),
  )
}

function asText(value: Json, expression: string): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  throw new TemplateError(`{{${expression.trim()}}} is neither text nor a number`)
}

/** An expression is an operand and any number of filters: `a.b | filter argument | filter`. */
export function evaluate(expression: string, scope: JsonObject): Json {
  const [head = '', ...calls] = expression.split('|').map((part) => part.trim())
  return calls.reduce(
    (value: Json, call) => {
      const [name = '', ...args] = call.match(/'[^']*'|\S+/g) ?? []
      const filter = filters.get(name)
      if (filter === undefined) throw new TemplateError(`no filter is called "${name}"`)
      return filter(
        value,
        args.map((arg) => operand(arg, scope)),
      )
    },
    operand(head, scope),
  )
}

function operand(text: string, scope: JsonObject): Json {
  if (/^-?\d+$/.test(text)) return Number(text)
  if (text.startsWith("'")) return text.slice(1, -1)
  const value = text.split('.').reduce<Json | undefined>((tree, key) => {
    if (isJsonObject(tree) && Object.hasOwn(tree, key)) return tree[key]
    return isJsonArray(tree) ? tree[Number(key)] : undefined
  }, scope)
  if (value === undefined) throw new TemplateError(`nothing is called "${text}" here`)
  return value
}
