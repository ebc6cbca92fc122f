import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/limits',
    name: 'rule-limits',
    component: () => import('./LimitsPage.vue'),
    meta: { title: 'limits.title', permission: 'register.read' },
  },
]
