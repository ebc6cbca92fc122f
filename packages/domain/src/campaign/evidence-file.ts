/** What one photo or paper may weigh: asked before it is sent, and again by the server while it comes in. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024
