/** Half-width look-alikes for comparing; every letter keeps its place, so offsets stay true. */
const TABLE: Readonly<Record<string, string>> = {
  '﹒': '.',
  '․': '.',
  '﹑': '、',
  '､': '、',
  '｡': '。',
  '∶': ':',
  '﹕': ':',
  '﹙': '(',
  '﹚': ')',
  '〜': '~',
  '∼': '~',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '─': '-',
  '━': '-',
  '﹣': '-',
  〇: '零',
  '○': '零',
  '◯': '零',
  // A new page or paragraph is a new line.
  '\v': '\n',
  '\f': '\n',
  '\u0085': '\n',
  '\u2028': '\n',
  '\u2029': '\n',
}

/** Blanks that are no line end, and marks without width. */
const BLANK = /[\t\u00a0\u00ad\u2000-\u200f\u202a-\u202f\u205f-\u2064\u3000\ufeff]/

/** The text with digits, letters, brackets, dashes, blanks and line ends in one form, exactly as long as it was. */
export function fold(text: string): string {
  const folded: string[] = []
  for (let index = 0; index < text.length; index += 1) folded.push(foldAt(text, index))
  return folded.join('')
}

function foldAt(text: string, index: number): string {
  const letter = text.charAt(index)
  const code = text.charCodeAt(index)
  if (code < 0x80) return code === 0x0d ? (text.charAt(index + 1) === '\n' ? ' ' : '\n') : asciiAt(letter)
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0)
  return TABLE[letter] ?? (BLANK.test(letter) ? ' ' : letter)
}

const asciiAt = (letter: string): string =>
  letter === '\t' ? ' ' : letter === '\v' || letter === '\f' ? '\n' : letter

const HAN_DIGITS = '零一二三四五六七八九'

/** A number below a hundred in Chinese or Arabic figures; null for anything else. */
export function readNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text)
  if (text === '两') return 2
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text)
  if (!match || text === '') return null
  const [, tens, ten, ones] = match
  if (!ten) return ones || !tens ? null : HAN_DIGITS.indexOf(tens)
  return (tens ? HAN_DIGITS.indexOf(tens) : 1) * 10 + (ones ? HAN_DIGITS.indexOf(ones) : 0)
}

/** A year written figure by figure, 二零二一, 2021, or either with a letter O for the nought; null for anything else. */
export function readYear(text: string): number | null {
  const digits = [...text].map(letter =>
    /[oO]/.test(letter) ? 0 : /\d/.test(letter) ? Number(letter) : HAN_DIGITS.indexOf(letter),
  )
  if (digits.length !== 4 || digits.some(digit => digit < 0)) return null
  const year = Number(digits.join(''))
  return year >= 1900 && year <= 2100 ? year : null
}
