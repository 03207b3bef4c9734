import type { BlockAnswer } from '../../server/admin/blocks.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { remove } from './request.ts'

export type Block = BlockAnswer

export function useBlocks(): Listed<Block> {
  return useList<Block>('/blocks')
}

export function useLiftBlock() {
  return useChange('blocks', ({ id }: Block) => remove(`/blocks/${id}`))
}
