import { Paragraph, type IContext, type IXmlableObject } from 'docx'

/**
 * A paragraph whose lines are as high as it says. Those of a page with a grid are drawn to the grid's lines, which makes the
 * rows of a table one and a half times as high; word processors differ in whether an exact height is left alone.
 */
export class OffGridParagraph extends Paragraph {
  override prepForXml(context: IContext): IXmlableObject | undefined {
    const made = super.prepForXml(context)
    const [first] = listIn(made?.['w:p'])
    const properties = listIn(first?.['w:pPr'])
    // The order of properties is the schema's: this one stands before the spacing.
    const at = properties.findIndex(each => 'w:spacing' in each)
    if (at !== -1) properties.splice(at, 0, { 'w:snapToGrid': { _attr: { 'w:val': 0 } } })
    return made
  }
}

/** The parts of an element as the library hands them on; none where it has no list of them. */
const listIn = (parts: unknown): IXmlableObject[] => (Array.isArray(parts) ? (parts as IXmlableObject[]) : [])
