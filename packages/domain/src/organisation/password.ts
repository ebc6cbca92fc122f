import type { Label } from '../kernel/label.ts'

/** Longer than anybody types, short enough that hashing it is no burden. */
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const

/** What can be wrong with a password somebody chooses, worded for whoever has to choose another. */
export const PASSWORD_FAULTS = {
  'too-short': {
    zh: `密码至少 ${PASSWORD_LENGTH.min} 个字符`,
    en: `The password needs at least ${PASSWORD_LENGTH.min} characters`,
  },
  'too-long': {
    zh: `密码最多 ${PASSWORD_LENGTH.max} 个字符`,
    en: `The password must not be longer than ${PASSWORD_LENGTH.max} characters`,
  },
  'has-username': { zh: '密码不能包含用户名', en: 'The password must not contain the user name' },
  'too-common': {
    zh: '密码不能是常见密码、纯数字，也不能是连续或重复的字符',
    en: 'The password must not be a common one, only digits, or a run or repetition of characters',
  },
  'same-as-old': { zh: '新密码不能与原密码相同', en: 'The new password must differ from the old one' },
} as const satisfies Record<string, Label>

export type PasswordFault = keyof typeof PASSWORD_FAULTS

export interface PasswordOwner {
  readonly username: string
  /** The password that is being replaced, where the caller knows it. */
  readonly previous?: string | undefined
}

/**
 * Everything that speaks against a password, in the order of `PASSWORD_FAULTS`; an empty list lets it pass. Length counts
 * more than kinds of characters, which only make people write passwords down (NIST SP 800-63B 3.1.1.2).
 */
export function listPasswordFaults(password: string, { username, previous }: PasswordOwner): PasswordFault[] {
  const length = [...password].length
  const folded = password.toLowerCase()
  const name = username.trim().toLowerCase()
  const found: Record<PasswordFault, boolean> = {
    'too-short': length < PASSWORD_LENGTH.min,
    'too-long': length > PASSWORD_LENGTH.max,
    'has-username': name.length >= 2 && folded.includes(name),
    'too-common': isCommon(folded.slice(0, PASSWORD_LENGTH.max)),
    'same-as-old': previous !== undefined && password === previous,
  }
  return (Object.keys(PASSWORD_FAULTS) as PasswordFault[]).filter(fault => found[fault])
}

/** Words that head every list of leaked passwords here and abroad, and those a school would think of first. */
const COMMON_WORDS = new Set([
  ...['password', 'passwd', 'passw', 'pass', 'admin', 'administrator', 'root', 'user', 'guest', 'test'],
  ...['welcome', 'letmein', 'login', 'master', 'monkey', 'dragon', 'football', 'baseball', 'iloveyou'],
  ...['princess', 'sunshine', 'superman', 'changeme', 'default', 'secret', 'hello', 'computer', 'internet'],
  ...['woaini', 'woaiwojia', 'woaizhongguo', 'nihao', 'mima', 'wodemima', 'aini', 'zhongguo', 'huanying'],
  ...['xuexiao', 'anquan', 'xiaoyuananquan', 'xiaozhang', 'laoshi', 'jiaoshi', 'jiaoyuju', 'jiaoyu'],
  ...['anlan', 'anlan-demo', 'school', 'teacher', 'qwe', 'qaz', 'asd', 'zxc', 'abc', 'aa', 'a'],
])

/** Rows and columns of a keyboard, the alphabet and the digits: a run along one of them is no secret. */
const TRACKS = [
  ...['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  ...['1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p', 'qazwsxedcrfvtgbyhnujmikolp', '1q2w3e4r5t6y7u8i9o0p'],
]
const BOTH_WAYS = TRACKS.flatMap(track => [track, [...track].toReversed().join('')])
const SHORTEST_RUN = 3

/** What is often written for a letter. */
const SWAPS: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '3': 'e',
  $: 's',
  '5': 's',
}

function isCommon(folded: string): boolean {
  if (/^\d+$/.test(folded)) return true
  if (/^(.{1,4})\1+.{0,3}$/su.test(folded)) return true
  // P@ssw0rd2026 is the word once the year is gone; $ecret2026 keeps its first sign, which stands for a letter.
  const words = [bare(folded), swap(bare(folded)), swap(folded.replace(/[^\p{L}]+$/u, ''))]
  return words.some(word => COMMON_WORDS.has(word)) || isRuns(folded)
}

const swap = (text: string): string => text.replace(/[@4013!$5]/g, sign => SWAPS[sign] ?? sign)

/** The word that is left when digits and signs around it are taken away. */
const bare = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')

/** True when nothing but runs along the tracks is left, such as qwerty123456 or abcd1234. */
function isRuns(text: string): boolean {
  let at = 0
  while (at < text.length) {
    let length = 0
    for (const track of BOTH_WAYS) {
      let reached = 0
      while (at + reached < text.length && track.includes(text.slice(at, at + reached + 1))) reached += 1
      length = Math.max(length, reached)
    }
    if (length < SHORTEST_RUN) return false
    at += length
  }
  return text.length > 0
}
