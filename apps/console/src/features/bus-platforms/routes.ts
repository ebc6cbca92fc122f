import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/bus-platforms',
    name: 'bus-platforms',
    component: () => import('./BusPlatformsPage.vue'),
    meta: { title: 'platforms.title', permission: 'bus-platforms.manage' },
  },
]
