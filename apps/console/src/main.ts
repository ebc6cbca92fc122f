import './app/without-eval.ts'
import './app/theme.css'
import './app/paper-print.css'
import { VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import App from './app/App.vue'
import { chooseLanguage, i18n } from './app/i18n.ts'
import { keepLine } from './app/line.ts'
import { queryClient } from './app/query-client.ts'
import { router } from './app/router.ts'

chooseLanguage(i18n.global.locale.value)
keepLine()
createApp(App).use(i18n).use(router).use(VueQueryPlugin, { queryClient }).mount('#app')
