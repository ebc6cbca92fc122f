import '../app/theme.css'
import { createApp } from 'vue'
import VerifyPage from './VerifyPage.vue'

// Opened from a paper with any telephone, without an account: a page of its own and as small as it can be.
createApp(VerifyPage).mount('#app')
