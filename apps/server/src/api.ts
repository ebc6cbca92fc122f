import { createCallerFactory, router } from './trpc.ts'
import * as routers from './routers.ts'

/** The whole API, as `routers.ts` lists it. Front ends take `AppRouter` as a type only. */
export const api: ReturnType<typeof router<typeof routers>> = router({ ...routers })

export type AppRouter = typeof api

/** Calls of the API without a line between, as somebody with that context makes them. */
export const makeCaller: ReturnType<typeof createCallerFactory<AppRouter['_def']['record']>> =
  createCallerFactory(api)
