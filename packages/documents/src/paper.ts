/** A paragraph's words; a line break in them begins the next paragraph. */
export interface PaperText {
  readonly kind: 'text'
  readonly text: string
}

/** The number (一、 （一） 1. （1）) is a part of the words, as an office writes it. */
export interface PaperHeading {
  readonly kind: 'heading'
  readonly level: 1 | 2 | 3 | 4
  readonly text: string
}

export interface PaperTable {
  readonly kind: 'table'
  readonly caption: string | null
  /** `share`: how much of the width, against the others. */
  readonly columns: readonly { readonly heading: string; readonly share: number }[]
  readonly rows: readonly (readonly string[])[]
}

/** A form of two columns: what is asked, and what stands there. */
export interface PaperForm {
  readonly kind: 'form'
  readonly rows: readonly { readonly label: string; readonly text: string }[]
}

/** Places where people sign; what is not signed yet stays empty, to be signed by hand. */
export interface PaperSignatures {
  readonly kind: 'signatures'
  readonly places: readonly {
    readonly label: string
    readonly name: string | null
    readonly day: string | null
  }[]
}

export type PaperBlock = PaperText | PaperHeading | PaperTable | PaperForm | PaperSignatures

/** An official paper by its parts, in the words of GB/T 9704-2012. Days are `YYYY-MM-DD`. */
export interface Paper {
  /** 发文机关标志 above the red line; null for a paper without a red head. */
  readonly mark: string | null
  /** 发文字号, as `安教督〔2026〕12号`. */
  readonly number: string | null
  readonly title: string
  /** 主送机关, without its colon. */
  readonly addressee: string | null
  readonly body: readonly PaperBlock[]
  /** 附件说明: their titles. */
  readonly attachments: readonly string[]
  /** 署名和成文日期; a day that is not set yet stays to be filled in. */
  readonly signature: { readonly issuer: string; readonly day: string | null } | null
  /** 附注, without its brackets. */
  readonly note: string | null
  /** 版记. */
  readonly record: { readonly copies: string | null; readonly printer: string; readonly day: string } | null
  /** By what the paper can be verified: words and, where there is one, a picture to be scanned (PNG). */
  readonly proof: { readonly lines: readonly string[]; readonly picture: Uint8Array | null } | null
}
