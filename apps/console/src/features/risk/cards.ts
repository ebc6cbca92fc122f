import type { RiskColour } from '@anlan/domain'
import type { trpc } from '../../app/trpc.ts'

export type Posted = Awaited<ReturnType<typeof trpc.risks.sheet.query>>['points'][number]

/** 应知应会卡: what the people of a post, or those who take part in an activity, know and do. */
export interface RiskCard {
  readonly key: string
  readonly kind: 'post' | 'activity'
  readonly title: string
  readonly points: readonly Posted[]
}

const RANK: Readonly<Record<RiskColour, number>> = { red: 0, orange: 1, yellow: 2, blue: 3 }

/** A card for each department that answers for places, and one for each activity. */
export function cardsOf(points: readonly Posted[]): RiskCard[] {
  const places = points.filter(({ point }) => point.kind === 'place')
  const posts = [...Map.groupBy(places, ({ point }) => point.responsible.department)].map(
    ([department, of]): RiskCard => ({
      ...{ key: `post ${department}`, kind: 'post', title: department },
      points: of.toSorted((a, b) => RANK[a.point.colour] - RANK[b.point.colour]),
    }),
  )
  const activities = points
    .filter(({ point }) => point.kind === 'activity')
    .map((posted): RiskCard => ({
      ...{ key: posted.point.id, kind: 'activity', title: posted.point.name, points: [posted] },
    }))
  return [...posts, ...activities]
}
