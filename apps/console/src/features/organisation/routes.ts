import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

export const routes: RouteRecordRaw[] = [
  {
    path: '/units',
    name: 'units',
    component: () => import('./UnitsPage.vue'),
    meta: {
      title: 'organisation.title',
      permission: 'people.read',
      menu: { order: 7, icon: 'people', also: ['/people'] },
    },
  },
  {
    path: '/units/new',
    name: 'unit-new',
    component: () => import('./NewUnitPage.vue'),
    meta: { title: 'units.new', permission: 'units.manage' },
  },
  {
    path: '/units/import',
    name: 'units-import',
    component: () => import('./ImportPage.vue'),
    props: { what: 'units' },
    meta: { title: 'table.units.title', permission: 'units.manage' },
  },
  {
    path: `/units/${ID}`,
    name: 'unit',
    component: () => import('./UnitPage.vue'),
    props: true,
    meta: { title: 'units.title', permission: 'people.read' },
  },
  {
    path: '/people',
    name: 'people',
    component: () => import('./PeoplePage.vue'),
    meta: { title: 'people.title', permission: 'people.read' },
  },
  {
    path: '/people/new',
    name: 'person-new',
    component: () => import('./NewPersonPage.vue'),
    meta: { title: 'people.new', permission: 'people.manage' },
  },
  {
    path: '/people/import',
    name: 'people-import',
    component: () => import('./ImportPage.vue'),
    props: { what: 'people' },
    meta: { title: 'table.people.title', permission: 'people.manage' },
  },
  {
    path: `/people/${ID}`,
    name: 'person',
    component: () => import('./PersonPage.vue'),
    props: true,
    meta: { title: 'people.title', permission: 'people.read' },
  },
]
