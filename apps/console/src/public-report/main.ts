import '../app/theme.css'
import { createApp } from 'vue'
import PublicReportPage from './PublicReportPage.vue'

// A page of its own and as small as it can be: whoever stands before a poster has an old telephone and a narrow line.
createApp(PublicReportPage).mount('#app')
