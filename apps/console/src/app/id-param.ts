/** The id in a page's path: an address that was cut off or mistyped leads to "not found", not to a page without a thing. */
export const ID = ':id([0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})'
