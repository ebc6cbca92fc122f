/**
 * True when every text in a value can be kept. PostgreSQL has no place for the sign NUL, and half of a surrogate pair is
 * no character; neither can be typed or pasted, so whoever sends one is told and nothing is tried.
 */
export function isKeepable(value: unknown): boolean {
  const waiting: unknown[] = [value]
  // A list and not recursion: how deep a value goes is the sender's choice.
  while (waiting.length > 0) {
    const each = waiting.pop()
    if (typeof each === 'string') {
      if (each.includes('\0') || !each.isWellFormed()) return false
    } else if (typeof each === 'object' && each !== null) {
      for (const [key, member] of Object.entries(each)) waiting.push(key, member)
    }
  }
  return true
}
