import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

export const routes: RouteRecordRaw[] = [
  {
    path: '/responsibility/chain',
    name: 'duty-chain',
    component: () => import('./ChainPage.vue'),
    meta: { title: 'chain.title', permission: 'duty.read' },
  },
  {
    path: '/responsibility/mine',
    name: 'my-duties',
    component: () => import('./PersonChainPage.vue'),
    meta: { title: 'chain.mine', permission: 'duty.read' },
  },
  {
    path: `/responsibility/people/${ID}`,
    name: 'person-chain',
    component: () => import('./PersonChainPage.vue'),
    props: true,
    meta: { title: 'chain.person', permission: 'duty.read' },
  },
  {
    path: '/leader-records',
    name: 'leader-records',
    component: () => import('./LeaderRecordsPage.vue'),
    meta: { title: 'leaders.title', permission: 'study.read' },
  },
  {
    path: `/leader-records/${ID}`,
    name: 'leader-record',
    component: () => import('./LeaderRecordPage.vue'),
    props: true,
    meta: { title: 'leaders.one', permission: 'study.read' },
  },
  {
    path: '/study-records',
    name: 'study-records',
    component: () => import('./StudyRecordsPage.vue'),
    meta: { title: 'studies.title', permission: 'study.read' },
  },
  {
    path: '/study-records/new',
    name: 'study-record-new',
    component: () => import('./NewStudyPage.vue'),
    meta: { title: 'studies.new', permission: 'study.record' },
  },
  {
    path: `/study-records/${ID}`,
    name: 'study-record',
    component: () => import('./StudyRecordPage.vue'),
    props: true,
    meta: { title: 'studies.one', permission: 'study.read' },
  },
]
