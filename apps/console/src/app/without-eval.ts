import { config } from 'zod'

// Schemas are compiled with `eval` where it is allowed. Our security policy allows none, and a page should not
// even ask. Imported before everything else: a schema asks when it is made.
config({ jitless: true })
