import { CampaignId } from '@anlan/domain'
import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

const permission = 'summary.read'

export const routes: RouteRecordRaw[] = [
  {
    path: '/summaries',
    name: 'summaries',
    component: () => import('./SummariesPage.vue'),
    meta: { title: 'summaries.title', permission, menu: { order: 3.1, icon: 'summary' } },
  },
  {
    path: '/summaries/counted',
    name: 'summaries-counted',
    component: () => import('./CountedSummariesPage.vue'),
    meta: { title: 'summaries.countedList', permission },
  },
  {
    path: `/summaries/${ID}`,
    name: 'summary',
    component: () => import('./SummaryPage.vue'),
    props: true,
    meta: { title: 'summaries.title', permission },
  },
  {
    path: '/summaries/county',
    name: 'county-summary',
    component: () => import('./CountySummaryPage.vue'),
    // An address that names no campaign leads to the list of them.
    beforeEnter: ({ query }) =>
      CampaignId.safeParse(String(query.of ?? '').split('.')[0]).success || '/summaries',
    meta: { title: 'summaries.county', permission: 'county-summary.read' },
  },
  {
    path: `/summaries/${ID}/paper`,
    name: 'summary-paper',
    component: () => import('./SummaryPaperPage.vue'),
    props: true,
    meta: { title: 'summaries.paper', permission },
  },
]
