// Quotes, lists and tables. They hold less than they could: no more than the sanitiser keeps.

import {
  Blockquote as BaseBlockquote,
  ListItem as BaseListItem,
  Node,
  Table as BaseTable,
  TableCell as BaseTableCell,
  TableHeader as BaseTableHeader,
} from "django-prose-editor/editor"

export const PullQuote = Node.create({
  name: "pullQuote",
  group: "block",
  content: "paragraph+",
  defining: true,
  parseHTML: () => [{ tag: "blockquote[data-pull]", priority: 60 }],
  renderHTML: () => ["blockquote", { "data-pull": "" }, 0],
  addCommands() {
    return { togglePullQuote: () => ({ commands }) => commands.toggleWrap(this.name) }
  },
})

export const Blockquote = BaseBlockquote.extend({
  content: "(paragraph | bulletList | orderedList)+",
})

export const ListItem = BaseListItem.extend({
  content: "paragraph (paragraph | bulletList | orderedList)*",
})

const cell = {
  content: "inline*",
  addAttributes: () => ({}),
}
export const TableCell = BaseTableCell.extend(cell)
export const TableHeader = BaseTableHeader.extend(cell)

export const Table = BaseTable.extend({
  addAttributes: () => ({
    caption: {
      default: null,
      parseHTML: (table) => table.getAttribute("data-caption"),
      renderHTML: ({ caption }) => (caption ? { "data-caption": caption } : {}),
    },
  }),
  // A plain table: the stock view writes widths into style attributes.
  addNodeView: () => null,
  addKeyboardShortcuts() {
    // Tab leaves the table after its last cell: a keyboard must find the way out.
    return {
      Tab: () => this.editor.commands.goToNextCell(),
      "Shift-Tab": () => this.editor.commands.goToPreviousCell(),
    }
  },
})
