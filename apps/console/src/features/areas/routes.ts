import type { RouteRecordRaw } from 'vue-router'
import { AREA_IDS } from '@anlan/domain'
import { ID } from '../../app/id-param.ts'
import { LETTERS } from './letters.ts'

const AREA = `:area(${AREA_IDS.join('|')})`
const REGISTER = `/registers/${AREA}/:register([a-z-]+)`

export const routes: RouteRecordRaw[] = [
  {
    path: '/areas',
    name: 'areas',
    component: () => import('./AreasPage.vue'),
    meta: {
      title: 'areas.title',
      permission: 'register.read',
      menu: {
        order: 3.5,
        icon: 'area',
        also: ['/registers', '/entries', '/imports', '/limits', '/bus-platforms', '/inspections'],
      },
    },
  },
  {
    path: '/areas/indicators',
    name: 'rates',
    component: () => import('./RatesPage.vue'),
    meta: { title: 'rates.title', permission: 'register.read' },
  },
  {
    path: `/areas/${AREA}/${ID}`,
    name: 'area',
    component: () => import('./AreaPage.vue'),
    props: true,
    meta: { title: 'areas.title', permission: 'register.read' },
  },
  {
    path: REGISTER,
    name: 'register',
    component: () => import('./RegisterPage.vue'),
    props: true,
    meta: { title: 'areas.register', permission: 'register.read' },
  },
  {
    path: `/registers/${LETTERS}/receipts/${ID}`,
    name: 'letter-receipts',
    component: () => import('./LetterReceiptsPage.vue'),
    props: true,
    meta: { title: 'receipts.title', permission: 'register.read' },
  },
  {
    path: `${REGISTER}/new`,
    name: 'entry-new',
    component: () => import('./NewEntryPage.vue'),
    props: true,
    meta: { title: 'entry.new', permission: 'register.record' },
  },
  {
    path: `${REGISTER}/imports`,
    name: 'imports',
    component: () => import('./ImportsPage.vue'),
    props: true,
    meta: { title: 'register.import', permission: 'register.record' },
  },
  {
    path: `/imports/${ID}`,
    name: 'import',
    component: () => import('./ImportPage.vue'),
    props: true,
    meta: { title: 'register.import', permission: 'register.record' },
  },
  {
    path: `/entries/${ID}`,
    name: 'entry',
    component: () => import('./EntryPage.vue'),
    props: true,
    meta: { title: 'entry.title', permission: 'register.read' },
  },
]
