import {
  ColumnNode,
  type FromNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type QueryId,
  ReferenceNode,
  SelectAllNode,
  SelectionNode,
  type SelectQueryNode,
  TableNode,
} from 'kysely'
import { COLUMNS } from './columns.ts'

/**
 * Writes `select *` out. PostgreSQL refuses a prepared `select *` for good once its table has got
 * another column, and that is what a migration does while nodes of the release before still serve.
 */
export const namedColumns: KyselyPlugin = {
  transformQuery: ({ node, queryId }: PluginTransformQueryArgs) =>
    new ColumnNamer().transformNode(node, queryId),
  transformResult: async ({ result }) => result,
}

class ColumnNamer extends OperationNodeTransformer {
  protected override transformSelectQuery(
    node: SelectQueryNode,
    queryId?: QueryId,
  ): SelectQueryNode {
    const selections = node.selections?.flatMap((one) => named(one, node.from))
    return super.transformSelectQuery(selections ? { ...node, selections } : node, queryId)
  }
}

function named(selection: SelectionNode, from: FromNode | undefined): readonly SelectionNode[] {
  const node = selection.selection
  if (SelectAllNode.is(node)) return columnsOf(from?.froms[0], undefined)
  const isAllOfOne = ReferenceNode.is(node) && SelectAllNode.is(node.column)
  return isAllOfOne ? columnsOf(node.table, node.table) : [selection]
}

function columnsOf(
  table: FromNode['froms'][number] | undefined,
  qualifier: TableNode | undefined,
): readonly SelectionNode[] {
  const name = table !== undefined && TableNode.is(table) ? table.table.identifier.name : ''
  const columns = COLUMNS.get(name)
  if (columns === undefined) throw new Error(`Name the columns of ${name || 'this selection'}.`)
  return columns.map((column) =>
    SelectionNode.create(ReferenceNode.create(ColumnNode.create(column), qualifier)),
  )
}
