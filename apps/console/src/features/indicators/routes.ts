import type { RouteRecordRaw } from 'vue-router'

const permission = 'indicator.read'

export const routes: RouteRecordRaw[] = [
  {
    path: '/indicators',
    name: 'indicators',
    component: () => import('./IndicatorsPage.vue'),
    meta: { title: 'indicators.title', permission, menu: { order: 3.2, icon: 'indicator' } },
  },
  {
    path: '/indicators/burden',
    name: 'burden',
    component: () => import('./BurdenPage.vue'),
    meta: { title: 'burden.title', permission },
  },
  {
    path: '/indicators/:id([a-z/-]+)',
    name: 'indicator',
    component: () => import('./IndicatorPage.vue'),
    props: true,
    meta: { title: 'indicator.title', permission },
  },
]
