import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  {
    path: '/sign-in',
    name: 'sign-in',
    component: () => import('./SignInPage.vue'),
    meta: { title: 'signIn.title', bare: true },
  },
  {
    path: '/set-up',
    name: 'set-up',
    component: () => import('./SetUpPage.vue'),
    meta: { title: 'setUp.title', bare: true },
  },
  {
    path: '/first-password',
    name: 'first-password',
    component: () => import('./FirstPasswordPage.vue'),
    meta: { title: 'firstPassword.title', bare: true, gate: 'first-password' },
  },
  {
    path: '/second-factor',
    name: 'second-factor',
    component: () => import('./SecondFactorPage.vue'),
    meta: { title: 'secondFactor.title', bare: true, gate: 'second-factor' },
  },
  {
    path: '/account',
    name: 'account',
    component: () => import('./AccountPage.vue'),
    meta: { title: 'account.title' },
  },
  {
    path: '/:path(.*)*',
    name: 'not-found',
    component: () => import('./NotFoundPage.vue'),
    meta: { title: 'notFound.title' },
  },
]
