import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

const permission = 'training.read'

export const routes: RouteRecordRaw[] = [
  {
    path: '/trainings',
    name: 'trainings',
    component: () => import('./TrainingsPage.vue'),
    meta: {
      ...{ title: 'training.menu', permission },
      menu: { order: 4.7, icon: 'training', also: ['/sessions', '/publicity', '/certificates'] },
    },
  },
  {
    path: '/trainings/mine',
    name: 'trainings-mine',
    component: () => import('./MyTrainingsPage.vue'),
    meta: { title: 'training.mine', permission },
  },
  {
    path: '/trainings/counted',
    name: 'trainings-counted',
    component: () => import('./CountedPeoplePage.vue'),
    meta: { title: 'training.countedPeople', permission },
  },
  {
    path: '/trainings/new',
    name: 'training-new',
    component: () => import('./PlanTrainingPage.vue'),
    meta: { title: 'training.plan', permission: 'training.manage' },
  },
  {
    path: `/trainings/${ID}`,
    name: 'training',
    component: () => import('./TrainingPage.vue'),
    props: true,
    meta: { title: 'training.one', permission },
  },
  {
    path: `/trainings/${ID}/test`,
    name: 'training-test',
    component: () => import('./TestPage.vue'),
    props: true,
    meta: { title: 'trainingTest.title', permission },
  },
  {
    path: `/sessions/${ID}`,
    name: 'training-session',
    component: () => import('./SessionPage.vue'),
    props: true,
    meta: { title: 'batch.title', permission: 'people.read' },
  },
  {
    path: `/sessions/${ID}/code`,
    name: 'training-session-code',
    component: () => import('./CodePage.vue'),
    props: true,
    meta: { title: 'batch.code', permission: 'training.manage' },
  },
  {
    path: '/attend/:token([\\w-]{20,100})',
    name: 'attend',
    component: () => import('./AttendPage.vue'),
    props: true,
    meta: { title: 'attend.title', permission },
  },
  {
    path: `/certificates/${ID}`,
    name: 'certificate',
    component: () => import('./certificates/CertificatePage.vue'),
    props: true,
    meta: { title: 'certificate.title', permission },
  },
  {
    path: '/publicity',
    name: 'publicity',
    component: () => import('./publicity/PublicityPage.vue'),
    meta: { title: 'publicity.menu', permission },
  },
  {
    path: '/publicity/new',
    name: 'publicity-new',
    component: () => import('./publicity/PlanActivityPage.vue'),
    meta: { title: 'publicity.plan', permission: 'training.manage' },
  },
  {
    path: `/publicity/${ID}`,
    name: 'publicity-activity',
    component: () => import('./publicity/ActivityPage.vue'),
    props: true,
    meta: { title: 'publicity.one', permission },
  },
]
