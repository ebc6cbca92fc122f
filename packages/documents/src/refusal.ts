/** Why a file cannot be read as a plan document. Each has its sentence on the screen. */
export type DocumentRefusal =
  | { code: 'document-empty' }
  | { code: 'document-too-large'; limit: number }
  | { code: 'document-too-long'; limit: number }
  | { code: 'document-unpacks-too-large' }
  | { code: 'document-damaged' }
  | { code: 'document-old-word' }
  | { code: 'document-pdf' }
  | { code: 'document-not-text' }
