import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

const permission = 'round.read'

export const routes: RouteRecordRaw[] = [
  {
    path: '/rounds',
    name: 'rounds',
    component: () => import('./RoundsPage.vue'),
    meta: {
      ...{ title: 'rounds.title', permission },
      menu: { order: 4.3, icon: 'inspection', also: ['/visits', '/coverage'] },
    },
  },
  {
    path: '/rounds/new',
    name: 'round-new',
    component: () => import('./PlanRoundPage.vue'),
    meta: { title: 'roundPlan.title', permission: 'round.plan' },
  },
  {
    path: `/rounds/${ID}`,
    name: 'round',
    component: () => import('./RoundPage.vue'),
    props: true,
    meta: { title: 'round.title', permission },
  },
  {
    path: '/visits',
    name: 'visits',
    component: () => import('./MyVisitsPage.vue'),
    meta: { title: 'visits.title', permission: 'inspection.record' },
  },
  {
    path: `/visits/${ID}`,
    name: 'visit',
    component: () => import('./VisitPage.vue'),
    props: true,
    meta: { title: 'visit.title', permission },
  },
  {
    path: `/visits/${ID}/sheet`,
    name: 'visit-sheet',
    component: () => import('./SheetPage.vue'),
    props: true,
    meta: { title: 'visitSheet.title', permission },
  },
  {
    path: `/visits/${ID}/order`,
    name: 'visit-order',
    component: () => import('./OrderPage.vue'),
    props: true,
    meta: { title: 'order.title', permission },
  },
  {
    path: '/coverage',
    name: 'coverage',
    component: () => import('./CoveragePage.vue'),
    meta: { title: 'coverage.title', permission },
  },
]
