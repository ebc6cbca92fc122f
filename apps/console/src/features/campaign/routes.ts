import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

export const routes: RouteRecordRaw[] = [
  {
    path: '/tasks',
    name: 'tasks',
    component: () => import('./TasksPage.vue'),
    meta: { title: 'tasks.title', permission: 'assignment.submit', menu: { order: 2, icon: 'tasks' } },
  },
  {
    path: `/tasks/${ID}`,
    name: 'task',
    component: () => import('./TaskPage.vue'),
    props: true,
    meta: { title: 'tasks.title', permission: 'campaign.read' },
  },
  {
    path: '/campaigns',
    name: 'campaigns',
    component: () => import('./CampaignsPage.vue'),
    meta: {
      title: 'campaigns.title',
      permission: 'campaign.read',
      menu: { order: 3, icon: 'campaign', also: ['/assignments'] },
    },
  },
  {
    path: '/campaigns/import',
    name: 'plan-import',
    component: () => import('./ImportPage.vue'),
    meta: { title: 'import.title', permission: 'campaign.draft' },
  },
  {
    path: `/campaigns/${ID}`,
    name: 'campaign',
    component: () => import('./BoardPage.vue'),
    props: true,
    meta: { title: 'campaigns.title', permission: 'progress.read' },
  },
  {
    path: `/campaigns/${ID}/draft`,
    name: 'draft',
    component: () => import('./DraftPage.vue'),
    props: true,
    meta: { title: 'draft.title', permission: 'campaign.dispatch' },
  },
  {
    path: '/assignments',
    name: 'assignments-of-all',
    component: () => import('./AssignmentsPage.vue'),
    meta: { title: 'assignments.title', permission: 'progress.read' },
  },
  {
    path: `/campaigns/${ID}/assignments`,
    name: 'assignments',
    component: () => import('./AssignmentsPage.vue'),
    props: true,
    meta: { title: 'assignments.title', permission: 'progress.read' },
  },
]
