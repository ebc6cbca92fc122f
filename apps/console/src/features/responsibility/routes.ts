import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

const permission = 'duty.read'

export const routes: RouteRecordRaw[] = [
  {
    path: '/responsibility',
    name: 'responsibility',
    component: () => import('./DutiesPage.vue'),
    meta: {
      ...{ title: 'responsibility.menu', permission },
      menu: {
        ...{ order: 4.6, icon: 'responsibility' },
        also: ['/letters', '/handovers', '/leader-records', '/study-records'],
      },
    },
  },
  {
    path: '/responsibility/coverage',
    name: 'responsibility-coverage',
    component: () => import('./ResponsibilityCoveragePage.vue'),
    meta: { title: 'responsibility.coverage', permission },
  },
  {
    path: '/responsibility/model',
    name: 'duty-model',
    component: () => import('./DutyModelPage.vue'),
    meta: { title: 'model.title', permission },
  },
  {
    path: '/letters',
    name: 'letters',
    component: () => import('./LettersPage.vue'),
    meta: { title: 'responsibility.letters', permission: 'letter.read' },
  },
  {
    path: '/letters/new',
    name: 'letters-new',
    component: () => import('./NewBatchPage.vue'),
    meta: { title: 'letters.new', permission: 'letter.issue' },
  },
  {
    path: '/letters/templates',
    name: 'letter-templates',
    component: () => import('./TemplatesPage.vue'),
    meta: { title: 'letters.templates', permission: 'letter.issue' },
  },
  {
    path: `/letters/${ID}`,
    name: 'letter-of-responsibility',
    component: () => import('./LetterPage.vue'),
    props: true,
    meta: { title: 'pledge.title', permission: 'letter.read' },
  },
]
