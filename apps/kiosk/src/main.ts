import { createApp } from 'vue'
import App from './App.vue'
import { openDisk } from './keep/disk.ts'
import { NO_DISK } from './keep/held.ts'
import { Ledger } from './keep/ledger.ts'
import { Kiosk, KIOSK } from './kiosk.ts'
import { registerWorker } from './pwa.ts'
import { UPDATE } from './update.ts'
import { makeWords } from './words/language.ts'
import { WORDS } from './words/use-words.ts'
import './theme.css'

const LOCK = 'anlan-kiosk'

/** Two windows would give one number to two facts: the second one says so and does nothing. */
const isAlone = (): Promise<boolean> =>
  'locks' in navigator
    ? new Promise(resolve => {
        void navigator.locks.request(LOCK, { ifAvailable: true }, lock => {
          resolve(lock !== null)
          return lock === null ? undefined : new Promise(() => undefined)
        })
      })
    : Promise.resolve(true)

async function boot(): Promise<void> {
  const alone = await isAlone()
  const kiosk = alone
    ? new Kiosk(await Ledger.open(await openDisk().catch(() => NO_DISK)), __APP_VERSION__)
    : null
  const app = createApp(App, { kiosk })
  app.provide(WORDS, makeWords())
  app.provide(UPDATE, registerWorker())
  if (kiosk) {
    app.provide(KIOSK, kiosk)
    kiosk.start()
  }
  app.mount('#app')
}

// A browser that is short of room throws away what it was not asked to keep.
void navigator.storage?.persist?.().catch(() => undefined)
void boot()
