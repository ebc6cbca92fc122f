import type { Lanes } from './lanes.ts'

type Bytes = ReadableStream<Uint8Array>

/** Makes a file in its reader's lane, which stays taken until he has it, or has gone away. What is refused is handed on. */
export const untilRead = <Refused = never>(
  lanes: Lanes,
  reader: string,
  make: () => Promise<Bytes | Refused>,
): Promise<Bytes | Refused> =>
  new Promise((resolve, reject) => {
    const work = async (): Promise<void> => {
      const made = await make()
      if (!(made instanceof ReadableStream)) return resolve(made)
      const source = made.getReader() as ReadableStreamDefaultReader<Uint8Array>
      await new Promise<void>(over => {
        const stream: Bytes = new ReadableStream({
          async pull(controller) {
            try {
              const { done, value } = await source.read()
              if (!done) return controller.enqueue(value)
              controller.close()
            } catch (error) {
              controller.error(error)
            }
            over()
          },
          async cancel(reason) {
            over()
            await source.cancel(reason)
          },
        })
        resolve(stream)
      })
    }
    lanes.in(reader, work).catch(reject)
  })
