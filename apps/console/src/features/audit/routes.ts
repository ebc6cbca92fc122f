import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

export const routes: RouteRecordRaw[] = [
  {
    path: '/audit',
    name: 'audit',
    component: () => import('./AuditPage.vue'),
    meta: { title: 'audit.title', permission: 'audit.read', menu: { order: 8, icon: 'audit' } },
  },
  {
    path: '/audit/verification',
    name: 'audit-verification',
    component: () => import('./VerificationPage.vue'),
    meta: { title: 'verification.title', permission: 'audit.read' },
  },
  {
    path: `/audit/${ID}`,
    name: 'audit-event',
    component: () => import('./EventPage.vue'),
    props: true,
    meta: { title: 'audit.title', permission: 'audit.read' },
  },
]
