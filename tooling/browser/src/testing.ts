import { inject } from 'vitest'

/** A product that runs for the tests. */
export interface TestedProduct {
  readonly origin: string
  /** Its data folder. */
  readonly data: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** One for every worker of the run. */
    products: readonly TestedProduct[]
  }
}

/**
 * The product this test file talks to, inside a run only. Every worker has its own, so that what one file does is
 * never in the way of another at the same moment.
 */
export function ownProduct(): TestedProduct {
  const product = inject('products')[Number(process.env.VITEST_POOL_ID) - 1]
  if (!product) throw new Error(`no product runs for worker ${process.env.VITEST_POOL_ID}`)
  return product
}
