const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 })

/** `3.2%`. */
export function shareWords(part: number, whole: number): string {
  return percent.format(whole === 0 ? 0 : part / whole)
}

/** `1 client`, `1,204 clients`. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString()} ${count === 1 ? one : many}`
}
