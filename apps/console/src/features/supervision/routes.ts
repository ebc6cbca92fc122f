import type { RouteRecordRaw } from 'vue-router'
import { ID } from '../../app/id-param.ts'

const permission = 'supervision.read'

export const routes: RouteRecordRaw[] = [
  {
    path: '/supervision',
    name: 'supervision',
    component: () => import('./SupervisionPage.vue'),
    meta: {
      ...{ title: 'supervision.title', permission },
      menu: { order: 4.5, icon: 'supervision', also: ['/honours', '/referrals'] },
    },
  },
  {
    path: '/supervision/new',
    name: 'supervision-new',
    component: () => import('./NewMatterPage.vue'),
    meta: { title: 'supervision.open', permission: 'supervision.propose' },
  },
  {
    path: `/supervision/${ID}`,
    name: 'matter',
    component: () => import('./MatterPage.vue'),
    props: true,
    meta: { title: 'supervision.title', permission },
  },
  {
    path: `/supervision/${ID}/paper/${ID.replace(':id', ':measure')}`,
    name: 'measure-paper',
    component: () => import('./MeasurePaper.vue'),
    props: true,
    meta: { title: 'supervision.paper', permission },
  },
  {
    path: '/honours',
    name: 'honours',
    component: () => import('./HonoursPage.vue'),
    meta: {
      ...{ title: 'honours.title', permission: 'honour.read' },
      menu: { order: 4.5, icon: 'honour', unless: permission },
    },
  },
  {
    path: '/referrals',
    name: 'referrals',
    component: () => import('./referral/ReferralsPage.vue'),
    meta: { title: 'referrals.title', permission: 'referral.read' },
  },
  {
    path: '/referrals/new',
    name: 'referral-new',
    component: () => import('./referral/NewReferralPage.vue'),
    meta: { title: 'referrals.draft', permission: 'referral.manage' },
  },
  {
    path: `/referrals/${ID}`,
    name: 'referral',
    component: () => import('./referral/ReferralPage.vue'),
    props: true,
    meta: { title: 'referrals.title', permission: 'referral.read' },
  },
  {
    path: `/referrals/${ID}/paper`,
    name: 'referral-paper',
    component: () => import('./referral/ReferralPaperPage.vue'),
    props: true,
    meta: { title: 'referral.print', permission: 'referral.read' },
  },
  {
    path: '/referral/:token',
    name: 'referral-letter',
    component: () => import('./referral/LetterPage.vue'),
    props: true,
    meta: { title: 'letter.title', bare: true },
  },
]
