import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

export const routes: RouteRecordRaw[] = [
  {
    path: '/hazards',
    name: 'hazards',
    component: () => import('./HazardsPage.vue'),
    meta: {
      title: 'hazards.title',
      permission: 'hazard.read',
      menu: { order: 4, icon: 'hazard', also: ['/public-reports', '/report-posters'] },
    },
  },
  {
    path: '/hazards/board',
    name: 'hazard-board',
    component: () => import('./HazardBoardPage.vue'),
    meta: { title: 'hazards.board', permission: 'hazard.read' },
  },
  {
    path: '/hazards/county',
    name: 'hazard-county',
    component: () => import('./HazardCountyPage.vue'),
    meta: { title: 'hazards.county', permission: 'hazard.read' },
  },
  {
    path: '/hazards/new',
    name: 'hazard-report',
    component: () => import('./ReportHazardPage.vue'),
    meta: { title: 'report.title', permission: 'hazard.report' },
  },
  {
    path: '/hazards/hand-down',
    name: 'hazard-hand-down',
    component: () => import('./HandDownPage.vue'),
    meta: { title: 'handDown.title', permission: 'hazard.hand-down' },
  },
  {
    path: '/hazards/public-list',
    name: 'hazard-public-list',
    component: () => import('./PublicListPage.vue'),
    meta: { title: 'publicList.title', permission: 'hazard.read' },
  },
  {
    path: `/hazards/${ID}`,
    name: 'hazard',
    component: () => import('./HazardPage.vue'),
    props: true,
    meta: { title: 'hazards.title', permission: 'hazard.read' },
  },
]
