/** Half-width look-alikes for comparing; every letter keeps its place, so offsets stay true. */
const TABLE: Record<string, string> = {
  '（': '(',
  '）': ')',
  '．': '.',
  '，': ',',
  '：': ':',
  '；': ';',
  '～': '~',
  '－': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  〇: '零',
  '○': '零',
  '\u3000': ' ',
  '\u00a0': ' ',
  '\ufeff': ' ',
  '\t': ' ',
}

/** The text with digits, brackets and dashes in one form, exactly as long as it was. */
export function fold(text: string): string {
  let folded = ''
  for (let index = 0; index < text.length; index += 1) {
    const letter = text.charAt(index)
    const code = text.charCodeAt(index)
    folded +=
      code >= 0xff10 && code <= 0xff19 ? String.fromCharCode(code - 0xfee0) : (TABLE[letter] ?? letter)
  }
  return folded
}

const HAN_DIGITS = '零一二三四五六七八九'

/** A number below a hundred in Chinese or Arabic figures; null for anything else. */
export function readNumber(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text)
  const match = /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text)
  if (!match || text === '') return null
  const [, tens, ten, ones] = match
  if (!ten) return ones || !tens ? null : HAN_DIGITS.indexOf(tens)
  return (tens ? HAN_DIGITS.indexOf(tens) : 1) * 10 + (ones ? HAN_DIGITS.indexOf(ones) : 0)
}

/** A year written figure by figure, 二零二一 or 二O一八 with a letter O; null for anything else. */
export function readHanYear(text: string): number | null {
  const digits = [...text].map(letter => (/[oO0]/.test(letter) ? 0 : HAN_DIGITS.indexOf(letter)))
  return digits.length === 4 && digits.every(digit => digit >= 0) ? Number(digits.join('')) : null
}
