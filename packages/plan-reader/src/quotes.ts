const LONGEST_NAME = 150

/** Tells whether an offset stands inside 《》 or 〈〉; a mark that is never closed quotes nothing. */
export function quotedRanges(folded: string): (offset: number) => boolean {
  const starts: number[] = []
  const ends: number[] = []
  let open = -1
  let closing = ''
  for (const match of folded.matchAll(/[《〈》〉\n]/g)) {
    const [sign] = match
    if (open >= 0 && (sign === '\n' || match.index - open > LONGEST_NAME)) open = -1
    if (open < 0 && (sign === '《' || sign === '〈')) {
      open = match.index
      closing = sign === '《' ? '》' : '〉'
    } else if (open >= 0 && sign === closing) {
      starts.push(open)
      ends.push(match.index)
      open = -1
    }
  }
  return offset => {
    let [low, high] = [0, starts.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      if (offset < (starts[middle] ?? 0)) high = middle - 1
      else if (offset > (ends[middle] ?? 0)) low = middle + 1
      else return true
    }
    return false
  }
}
