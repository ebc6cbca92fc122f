interface Month {
  readonly reported: number
  readonly closed: number
}

/** The months from the first in which anything happened: those before it say nothing. All of them when nothing did. */
export function sinceFirst<Each extends Month>(months: readonly Each[]): readonly Each[] {
  const first = months.findIndex(({ reported, closed }) => reported > 0 || closed > 0)
  return first === -1 ? months : months.slice(first)
}
