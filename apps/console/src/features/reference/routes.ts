import type { RouteRecordRaw } from 'vue-router'
import { AREA_IDS } from '@anlan/domain'

const AREA = `:area(${AREA_IDS.join('|')})`
const permission = 'register.read'

export const routes: RouteRecordRaw[] = [
  {
    path: '/reference',
    name: 'reference',
    component: () => import('./ReferencePage.vue'),
    meta: { title: 'reference.title', permission, menu: { order: 6, icon: 'book' } },
  },
  {
    path: '/reference/documents',
    name: 'reference-documents',
    component: () => import('./DocumentsPage.vue'),
    meta: { title: 'reference.documents', permission },
  },
  {
    path: '/reference/indicators',
    name: 'reference-indicators',
    component: () => import('./IndicatorsPage.vue'),
    meta: { title: 'reference.indicators', permission },
  },
  {
    path: `/reference/areas/${AREA}`,
    name: 'reference-area',
    component: () => import('./AreaReferencePage.vue'),
    props: true,
    meta: { title: 'reference.title', permission },
  },
  {
    path: `/reference/registers/${AREA}/:register([a-z-]+)`,
    name: 'reference-register',
    component: () => import('./RegisterReferencePage.vue'),
    props: true,
    meta: { title: 'reference.title', permission },
  },
]
