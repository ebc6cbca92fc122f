import { RECORD_KIND_IDS, type RecordKind } from '@anlan/domain'
import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'
import { MECHANISM_PATHS, RECORD_PATHS } from './record-paths.ts'

const permission = 'mechanism.read'

/** List, forms and page of a mechanism that leaves records. */
const ofKind = (kind: RecordKind): RouteRecordRaw[] => [
  {
    path: RECORD_PATHS[kind],
    name: kind,
    component: () => import('./RecordsPage.vue'),
    props: { kind },
    meta: { title: `mechanism.${kind}`, permission },
  },
  {
    path: `${RECORD_PATHS[kind]}/new`,
    name: `${kind}-new`,
    component: () => import('./NewRecordPage.vue'),
    props: { kind },
    meta: { title: `mechanism.${kind}.new`, permission: 'mechanism.write' },
  },
  {
    path: `${RECORD_PATHS[kind]}/${ID}`,
    name: `${kind}-one`,
    component: () => import('./RecordPage.vue'),
    props: true,
    meta: { title: `mechanism.${kind}`, permission },
  },
  {
    path: `${RECORD_PATHS[kind]}/${ID}/revise`,
    name: `${kind}-revise`,
    component: () => import('./ReviseRecordPage.vue'),
    props: ({ params }) => ({ id: params.id, kind }),
    meta: { title: 'mechanism.reviseTitle', permission: 'mechanism.write' },
  },
]

export const routes: RouteRecordRaw[] = [
  {
    path: '/mechanisms',
    name: 'mechanisms',
    component: () => import('./MechanismsPage.vue'),
    meta: {
      ...{ title: 'mechanism.title', permission },
      menu: { order: 4.55, icon: 'mechanism', also: ['/mechanism-items', ...Object.values(MECHANISM_PATHS)] },
    },
  },
  {
    path: '/mechanism-items',
    name: 'mechanism-items',
    component: () => import('./ItemsPage.vue'),
    meta: { title: 'mechanism.itemList', permission },
  },
  ...RECORD_KIND_IDS.flatMap(ofKind),
  {
    path: `/consultations/${ID}/minutes`,
    name: 'minutes',
    component: () => import('./MinutesPage.vue'),
    props: true,
    meta: { title: 'mechanism.minutes', permission },
  },
  {
    path: '/bulletins',
    name: 'bulletins',
    component: () => import('./BulletinsPage.vue'),
    meta: { title: 'mechanism.bulletin', permission },
  },
  {
    path: '/bulletins/new',
    name: 'bulletin-new',
    component: () => import('./NewBulletinPage.vue'),
    meta: { title: 'bulletin.new', permission: 'mechanism.write' },
  },
  {
    path: `/bulletins/${ID}`,
    name: 'bulletin-one',
    component: () => import('./BulletinPage.vue'),
    props: true,
    meta: { title: 'mechanism.bulletin', permission },
  },
  {
    path: `/bulletins/${ID}/paper`,
    name: 'bulletin-paper',
    component: () => import('./BulletinPaperPage.vue'),
    props: true,
    meta: { title: 'bulletin.paper', permission },
  },
]
