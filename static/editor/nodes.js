// The nodes that name records, and the footnote. Their HTML is stored: see articles/body.py.

import { Node } from "django-prose-editor/editor"
import { make, named, openFinder, settings } from "watchdesk/finder"

const data = (name) => ({
  default: null,
  parseHTML: (element) => element.getAttribute(`data-${name}`),
  renderHTML: (attributes) => (attributes[name] ? { [`data-${name}`]: attributes[name] } : {}),
})

/** A block that names a record, with a paragraph to go on writing in. */
const insertBlock = (editor, type, attrs) =>
  editor.chain().focus().insertContent([{ type, attrs }, { type: "paragraph" }]).run()

const inside = (editor, name) => editor.state.selection.$from.parent.type.name === name

export const Citation = Node.create({
  name: "citation",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ source: data("source"), locator: data("locator") }),
  parseHTML: () => [{ tag: "cite[data-source]" }],
  renderHTML: ({ HTMLAttributes }) => ["cite", HTMLAttributes],

  addNodeView() {
    return ({ editor, node, getPos }) => {
      const dom = make("cite", { class: "citation" })
      let shown = node
      const draw = async () => {
        const { source, locator } = shown.attrs
        const known = await named(editor, "source", source)
        const label = known?.label || known?.title || settings(editor).words.gone
        dom.textContent = locator ? `${label}, ${locator}` : label
        dom.title = known?.title ?? ""
      }
      dom.addEventListener("click", () => {
        editor.commands.setNodeSelection(getPos())
        editor.commands.editCitation()
      })
      draw()
      return {
        dom,
        update(next) {
          if (next.type !== shown.type) return false
          shown = next
          draw()
          return true
        },
      }
    }
  },

  addCommands() {
    const insert = (editor, attrs) =>
      editor.chain().focus().insertContent({ type: this.name, attrs }).run()
    return {
      /** Cite a source here; `typed` is put back into the text when none is chosen. */
      cite:
        (typed = "") =>
        ({ editor }) => {
          openFinder(editor, {
            kind: "source",
            place: true,
            choose: ({ uuid }, locator) => insert(editor, { source: uuid, locator }),
            leave: (query) => typed && editor.chain().insertContent(typed + query).run(),
          })
          return true
        },
      editCitation:
        () =>
        ({ editor, state }) => {
          const { node, from } = state.selection
          if (node?.type.name !== this.name) return false
          openFinder(editor, {
            kind: "source",
            place: true,
            chosen: node.attrs.source,
            locator: node.attrs.locator ?? "",
            choose: ({ uuid }, locator) =>
              editor
                .chain()
                .focus()
                .setNodeSelection(from)
                .updateAttributes(this.name, { source: uuid, locator })
                .setTextSelection(from + 1)
                .run(),
          })
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.editCitation() }
  },
})

export const Footnote = Node.create({
  name: "footnote",
  group: "inline",
  inline: true,
  content: "(text | citation | hardBreak)*",
  parseHTML: () => [{ tag: "span[data-footnote]" }],
  renderHTML: () => ["span", { "data-footnote": "" }, 0],

  addCommands() {
    return {
      insertFootnote:
        () =>
        ({ editor, state, chain }) => {
          if (inside(editor, this.name)) return false
          const at = state.selection.to
          return chain().insertContentAt(at, { type: this.name }).setTextSelection(at + 1).run()
        },
    }
  },

  addKeyboardShortcuts() {
    const leave = () => {
      if (!inside(this.editor, this.name)) return false
      return this.editor.commands.setTextSelection(this.editor.state.selection.$to.after())
    }
    const removeEmpty = () => {
      const { $from, empty } = this.editor.state.selection
      if (!empty || !inside(this.editor, this.name) || $from.parent.content.size) return false
      return this.editor.commands.deleteRange({ from: $from.before(), to: $from.after() })
    }
    return { Enter: leave, Escape: leave, Backspace: removeEmpty, Delete: removeEmpty }
  },
})

/** A block that names one record and has no text of its own in the editor. */
const card = (name, { tag, attribute, kind }) =>
  Node.create({
    name,
    group: "block",
    atom: true,
    addAttributes: () => ({ [attribute]: data(attribute) }),
    parseHTML: () => [{ tag: `${tag}[data-${attribute}]` }],
    renderHTML: ({ HTMLAttributes }) => [tag, HTMLAttributes],
    addNodeView() {
      return ({ editor, node }) => {
        const { words } = settings(editor)
        const title = make("span")
        const dom = make("div", { class: "named-card" }, make("b", {}, words[attribute]), title)
        named(editor, kind, node.attrs[attribute]).then((known) => {
          title.textContent = known?.title ?? words.gone
        })
        return { dom }
      }
    },
    addCommands() {
      return {
        [`find_${name}`]:
          () =>
          ({ editor }) => {
            openFinder(editor, {
              kind,
              choose: ({ uuid }) => insertBlock(editor, name, { [attribute]: uuid }),
            })
            return true
          },
      }
    },
  })

export const WatchCard = card("watchCard", { tag: "div", attribute: "watch", kind: "item" })
export const ArticleCard = card("articleCard", { tag: "div", attribute: "article", kind: "article" })
export const Video = card("video", { tag: "figure", attribute: "video", kind: "video" })

export const Picture = Node.create({
  name: "picture",
  group: "block",
  content: "(text | citation)*",
  isolating: true,
  addAttributes: () => ({ image: data("image") }),
  parseHTML: () => [
    {
      tag: "figure[data-image]",
      contentElement: (figure) => figure.querySelector("figcaption") ?? make("figcaption"),
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]],

  addNodeView() {
    return ({ editor, node }) => {
      const { words } = settings(editor)
      const frame = make("div", { contenteditable: "false", class: "named-picture" })
      const contentDOM = make("figcaption", { "data-empty": words.figureCaption })
      const dom = make("figure", {}, frame, contentDOM)
      const empty = (one) => contentDOM.classList.toggle("is-empty", !one.content.size)
      named(editor, "image", node.attrs.image).then((known) => {
        frame.replaceChildren(
          known ? make("img", { src: known.picture, alt: known.alt }) : words.gone,
        )
      })
      empty(node)
      return {
        dom,
        contentDOM,
        // The picture arrives late: that is no change of the text.
        ignoreMutation: ({ type, target }) =>
          type !== "selection" && (type === "attributes" || !contentDOM.contains(target)),
        update(next) {
          if (next.type !== node.type || next.attrs.image !== node.attrs.image) return false
          empty(next)
          return true
        },
      }
    }
  },

  addCommands() {
    return {
      find_picture:
        () =>
        ({ editor }) => {
          openFinder(editor, {
            kind: "image",
            choose: ({ uuid }) => insertBlock(editor, this.name, { image: uuid }),
          })
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    return {
      Enter: () => {
        if (!inside(this.editor, this.name)) return false
        const after = this.editor.state.selection.$to.after()
        return this.editor.commands.insertContentAt(after, { type: "paragraph" })
      },
    }
  },
})
