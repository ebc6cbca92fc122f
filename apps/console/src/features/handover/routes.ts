import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

const permission = 'handover.read'

export const routes: RouteRecordRaw[] = [
  {
    path: '/handovers',
    name: 'handovers',
    component: () => import('./HandoversPage.vue'),
    meta: { title: 'handovers.title', permission },
  },
  {
    path: `/handovers/${ID}`,
    name: 'handover',
    component: () => import('./HandoverPage.vue'),
    props: true,
    meta: { title: 'handovers.one', permission },
  },
]
