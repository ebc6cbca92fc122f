import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

export const routes: RouteRecordRaw[] = [
  {
    path: `/papers/hazard-order/${ID}`,
    name: 'hazard-order',
    component: () => import('./HazardOrderPage.vue'),
    props: true,
    meta: { title: 'papers.hazardOrder', permission: 'hazard.read' },
  },
]
