import type { Permission } from '@anlan/domain'
import type { RouteRecordRaw } from 'vue-router'
import type { MenuIcon } from './menu-signs.ts'
import type { Gate } from './session.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** Message key of the page's title. */
    title: string
    /** A page outside the shell, for people who are not signed in. */
    bare?: boolean
    /** A page for somebody signed in who has to do this before anything else. */
    gate?: Gate
    permission?: Permission
    /** Shown in the menu, in this order. */
    menu?: {
      order: number
      /** Left out for whoever may do this: another entry leads him here. */
      unless?: Permission
      /** Other paths that belong to the entry. */
      also?: readonly string[]
      /** The sign before it, which says in which part of the menu it stands. */
      icon: MenuIcon
    }
  }
}

const features = import.meta.glob<{ routes: RouteRecordRaw[] }>('../features/*/routes.ts', { eager: true })

/** Every feature's pages; a feature brings its own and edits nothing here. */
export const routes: RouteRecordRaw[] = Object.values(features).flatMap(feature => feature.routes)
