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

/** Why a file cannot be read as a table. */
export type TableFileRefusal =
  | { code: 'workbook-empty' }
  | { code: 'workbook-too-large'; limit: number }
  | { code: 'workbook-unpacks-too-large' }
  | { code: 'workbook-damaged' }
  /** Excel asks for a password before it shows the workbook. */
  | { code: 'workbook-encrypted' }
  /** An .xlsm, or an .xlsx that carries a programme. */
  | { code: 'workbook-macros' }
  /** .xls and .et: what was written before .xlsx. */
  | { code: 'workbook-old' }
  /** A document, a presentation, an .xlsb or any other package, whatever its name says. */
  | { code: 'workbook-other' }
  /** A web page, which other systems like to save as .xls. */
  | { code: 'workbook-web-page' }
  | { code: 'workbook-not-text' }
