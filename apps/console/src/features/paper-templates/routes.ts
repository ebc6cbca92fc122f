import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/paper-templates',
    name: 'paper-templates',
    component: () => import('./PaperTemplatesPage.vue'),
    meta: { title: 'paperTemplates.title', permission: 'paper-template.manage' },
  },
]
