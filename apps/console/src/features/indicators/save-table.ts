/** A cell that begins like a formula is written as text, or a table program would work it out. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) && text !== '—' ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The text of a table that Excel opens with its Chinese whole: it looks for the mark at the beginning. */
export const tableText = (rows: readonly (readonly string[])[]): string =>
  `\uFEFF${rows.map(row => row.map(cell).join(',')).join('\r\n')}\r\n`

/** Hands a table over as a file of the browser's. */
export function saveTable(name: string, rows: readonly (readonly string[])[]): void {
  const url = URL.createObjectURL(new Blob([tableText(rows)], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: `${name}.csv` })
  link.click()
  URL.revokeObjectURL(url)
}
