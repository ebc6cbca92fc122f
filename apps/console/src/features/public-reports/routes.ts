import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

export const routes: RouteRecordRaw[] = [
  {
    path: '/public-reports',
    name: 'public-reports',
    component: () => import('./PublicReportsPage.vue'),
    meta: { title: 'publicReports.title', permission: 'public-report.read' },
  },
  {
    path: '/report-posters',
    name: 'report-posters',
    component: () => import('./PostersPage.vue'),
    meta: { title: 'posters.title', permission: 'report-poster.manage' },
  },
  {
    path: `/report-posters/${ID}`,
    name: 'report-poster',
    component: () => import('./PosterPage.vue'),
    props: true,
    meta: { title: 'poster.title', permission: 'report-poster.manage' },
  },
]
