import { router } from './trpc.ts'
import { sessionRouter } from './auth/session.router.ts'
import { hazardsRouter } from './prevention/hazards.router.ts'

/** The whole API, a table of contents. Front ends take `AppRouter` as a type only. */
export const api = router({
  session: sessionRouter,
  hazards: hazardsRouter,
})

export type AppRouter = typeof api
