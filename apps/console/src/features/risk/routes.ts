import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

export const routes: RouteRecordRaw[] = [
  {
    path: '/risks',
    name: 'risks',
    component: () => import('./RisksPage.vue'),
    meta: { title: 'risks.title', permission: 'risk.read', menu: { order: 3.5, icon: 'risk' } },
  },
  {
    path: '/risks/new',
    name: 'risk-new',
    component: () => import('./RiskFormPage.vue'),
    meta: { title: 'risk.new', permission: 'risk.record' },
  },
  {
    path: '/risks/map',
    name: 'risk-map',
    component: () => import('./RiskMapPage.vue'),
    meta: { title: 'map.title', permission: 'risk.read' },
  },
  {
    path: '/risks/print',
    name: 'risk-print',
    component: () => import('./RiskPrintPage.vue'),
    meta: { title: 'sheet.title', permission: 'risk.read' },
  },
  {
    path: '/risks/heat',
    name: 'risk-heat',
    component: () => import('./RiskHeatPage.vue'),
    meta: { title: 'heat.title', permission: 'risk.read' },
  },
  {
    path: '/risks/schemes',
    name: 'risk-schemes',
    component: () => import('./SchemesPage.vue'),
    meta: { title: 'schemes.title', permission: 'risk.read' },
  },
  {
    path: `/risks/${ID}`,
    name: 'risk',
    component: () => import('./RiskPage.vue'),
    props: true,
    meta: { title: 'risks.title', permission: 'risk.read' },
  },
  {
    path: `/risks/${ID}/grade`,
    name: 'risk-grade',
    component: () => import('./RiskFormPage.vue'),
    props: true,
    meta: { title: 'risk.grade', permission: 'risk.record' },
  },
]
