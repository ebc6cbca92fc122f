import { createRouter, createWebHistory } from 'vue-router'
import { i18n } from './i18n.ts'
import { routes } from './routes.ts'
import { currentSession, loadSession } from './session.ts'
import { connection } from './trpc.ts'

export const router = createRouter({
  history: createWebHistory(),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
})

router.beforeEach(async to => {
  if (to.meta.bare) return true
  const me = currentSession() ?? (await loadSession().catch(() => null))
  if (me === null) return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
  if (to.meta.permission && !me.permissions.includes(to.meta.permission)) return { name: 'not-found' }
  return true
})

router.afterEach(to => {
  document.title = `${i18n.global.t(to.meta.title)} · ${i18n.global.t('app.name')}`
})

// A page of an older build asks for parts that an upgrade took away.
router.onError(error => {
  if (/dynamically imported module|Importing a module script failed|preload/i.test(String(error)))
    connection.outdated = true
})
