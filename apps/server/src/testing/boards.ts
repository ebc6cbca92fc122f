import { applyBoardChange, type BoardUpdate, type DrillBoard } from '@anlan/domain'

/** What a screen shows of a stream of updates: board after board. */
export async function* boardsOf(updates: AsyncIterable<BoardUpdate>): AsyncGenerator<DrillBoard> {
  let shown: DrillBoard | null = null
  for await (const update of updates) {
    shown = 'whole' in update ? update.whole : shown && applyBoardChange(shown, update.change)
    if (!shown) throw new Error('a change came before there was a board')
    yield shown
  }
}
