import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

export const routes: RouteRecordRaw[] = [
  {
    path: '/inspections',
    name: 'inspections',
    component: () => import('./RunsPage.vue'),
    meta: { title: 'inspections.title', permission: 'register.read' },
  },
  {
    path: '/inspections/new',
    name: 'inspection-new',
    component: () => import('./BeginPage.vue'),
    meta: { title: 'begin.title', permission: 'register.record' },
  },
  {
    path: '/inspections/schools',
    name: 'inspections-schools',
    component: () => import('./CountedSchoolsPage.vue'),
    meta: { title: 'inspections.schools', permission: 'hazard.read' },
  },
  {
    path: `/inspections/${ID}`,
    name: 'inspection',
    component: () => import('./RunPage.vue'),
    props: true,
    meta: { title: 'run.title', permission: 'register.read' },
  },
]
