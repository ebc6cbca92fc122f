import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

const permission = 'pilot.read'

export const routes: RouteRecordRaw[] = [
  {
    path: '/pilots',
    name: 'pilots',
    component: () => import('./PilotsPage.vue'),
    meta: {
      ...{ title: 'pilots.menu', permission },
      menu: { order: 4.4, icon: 'pilot', also: ['/shared', '/pilot-criteria'] },
    },
  },
  {
    path: '/pilots/new',
    name: 'pilot-new',
    component: () => import('./BeginPilotPage.vue'),
    props: { way: 'name' },
    meta: { title: 'pilots.name', permission: 'pilot.name' },
  },
  {
    path: '/pilots/apply',
    name: 'pilot-apply',
    component: () => import('./BeginPilotPage.vue'),
    props: { way: 'apply' },
    meta: { title: 'pilots.apply', permission: 'pilot.build' },
  },
  {
    path: `/pilots/${ID}`,
    name: 'pilot',
    component: () => import('./PilotPage.vue'),
    props: true,
    meta: { title: 'pilot.title', permission },
  },
  {
    path: `/pilots/${ID}/share`,
    name: 'pilot-share',
    component: () => import('./SharePage.vue'),
    props: true,
    meta: { title: 'shared.share', permission: 'material.share' },
  },
  {
    path: '/shared',
    name: 'shared',
    component: () => import('./MaterialsPage.vue'),
    meta: { title: 'shared.title', permission: 'material.read' },
  },
  {
    path: `/shared/${ID}`,
    name: 'material',
    component: () => import('./MaterialPage.vue'),
    props: true,
    meta: { title: 'shared.title', permission: 'material.read' },
  },
  {
    path: `/shared/${ID}/edit`,
    name: 'material-edit',
    component: () => import('./EditMaterialPage.vue'),
    props: true,
    meta: { title: 'shared.edit', permission: 'material.share' },
  },
  {
    path: '/pilot-criteria',
    name: 'pilot-criteria',
    component: () => import('./CriteriaPage.vue'),
    meta: { title: 'criteria.title', permission },
  },
]
