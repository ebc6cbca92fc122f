/** Why a file cannot be read as a plan document. Each has its sentence on the screen. */
export type DocumentRefusal =
  | { code: 'document-empty' }
  | { code: 'document-too-large'; limit: number }
  | { code: 'document-too-long'; limit: number }
  | { code: 'document-unpacks-too-large' }
  | { code: 'document-damaged' }
  /** .doc, .wps and .rtf: what was written before .docx. */
  | { code: 'document-old-word' }
  /** Word asks for a password before it shows the document. */
  | { code: 'document-encrypted' }
  /** A .docm, or a .docx that carries a programme. */
  | { code: 'document-macros' }
  /** A workbook or a presentation, whatever its name says. */
  | { code: 'document-not-word' }
  | { code: 'document-pdf' }
  /** GB/T 33190: the page format of official documents. */
  | { code: 'document-ofd' }
  /** A web page, often saved as .doc. */
  | { code: 'document-web-page' }
  | { code: 'document-not-text' }

/** Why a file cannot be read as a table of ours. */
export type TableFileRefusal =
  | Extract<
      DocumentRefusal,
      {
        code:
          | 'document-empty'
          | 'document-too-large'
          | 'document-unpacks-too-large'
          | 'document-damaged'
          | 'document-encrypted'
          | 'document-macros'
          | 'document-not-text'
          | 'document-web-page'
      }
    >
  /** .xls and .et: what was written before .xlsx. */
  | { code: 'table-old-workbook' }
  /** A document or a presentation, or an .xlsb, whatever its name says. */
  | { code: 'table-not-workbook' }
