/** The version in this app's own package. */
declare const __APP_VERSION__: string
