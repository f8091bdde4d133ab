// The toolbar in words, the keys, and what the page's security policy asks of the editor.

import { Extension, Link as BaseLink, pm } from "django-prose-editor/editor"
import { make, openLine, settings } from "watchdesk/finder"

const run = (command, ...values) => (editor) =>
  editor.chain().focus()[command](...values).run()
// Commands that open a panel: the panel takes the focus itself.
const open = (command) => (editor) => editor.commands[command]()

const GROUPS = [
  [
    ["bold", run("toggleBold"), { mark: "bold", short: "B" }],
    ["italic", run("toggleItalic"), { mark: "italic", short: "I" }],
    ["link", open("addLink"), { mark: "link" }],
  ],
  [
    ["paragraph", run("setParagraph"), { active: (editor) => isPlain(editor) }],
    ["section", run("toggleHeading", { level: 2 }), { mark: ["heading", { level: 2 }] }],
    ["subsection", run("toggleHeading", { level: 3 }), { mark: ["heading", { level: 3 }] }],
    ["list", run("toggleBulletList"), { mark: "bulletList" }],
    ["numbers", run("toggleOrderedList"), { mark: "orderedList" }],
    ["quote", run("toggleBlockquote"), { mark: "blockquote" }],
    ["pull", run("togglePullQuote"), { mark: "pullQuote" }],
  ],
  [
    ["cite", open("cite"), { key: "@" }],
    ["note", run("insertFootnote"), { mark: "footnote" }],
    ["figure", open("find_picture")],
    ["video", open("find_video")],
    ["table", run("insertTable", { rows: 3, cols: 3, withHeaderRow: true })],
    ["watch", open("find_watchCard")],
    ["article", open("find_articleCard")],
  ],
]

const TABLE = [
  ["rowAfter", run("addRowAfter")],
  ["rowOff", run("deleteRow")],
  ["columnAfter", run("addColumnAfter")],
  ["columnOff", run("deleteColumn")],
  ["caption", open("editTableCaption")],
  ["tableOff", run("deleteTable")],
]

const AROUND = ["heading", "bulletList", "orderedList", "blockquote", "pullQuote", "table"]
const isPlain = (editor) =>
  editor.isActive("paragraph") && !AROUND.some((name) => editor.isActive(name))

const button = (editor, [name, act, { mark, active, short, key } = {}]) => {
  const word = settings(editor).words[name]
  const element = make(
    "button",
    { type: "button", tabindex: "-1", "data-tool": name, "aria-label": short ? word : null },
    short ?? word,
    ...(key ? [" ", make("kbd", {}, key)] : []),
  )
  // The selection stays in the text while a tool is pressed.
  element.addEventListener("mousedown", (event) => event.preventDefault())
  element.addEventListener("click", () => act(editor))
  const isActive = active ?? (mark && ((one) => one.isActive(...[mark].flat())))
  if (isActive) {
    const draw = () => element.setAttribute("aria-pressed", String(isActive(editor)))
    editor.on("transaction", draw)
    draw()
  }
  return element
}

const group = (editor, tools) =>
  make("div", { class: "writing-tools-group" }, ...tools.map((tool) => button(editor, tool)))

/** One stop for Tab; the arrow keys move between the tools, as in every toolbar. */
const rove = (bar) => {
  const shown = () => [...bar.querySelectorAll("button")].filter((one) => !one.closest("[hidden]"))
  const stop = (element) => {
    for (const one of bar.querySelectorAll("button")) one.tabIndex = one === element ? 0 : -1
  }
  bar.addEventListener("focusin", (event) => stop(event.target))
  bar.addEventListener("keydown", (event) => {
    const tools = shown()
    const at = tools.indexOf(document.activeElement)
    const next = {
      ArrowRight: (at + 1) % tools.length,
      ArrowLeft: (at - 1 + tools.length) % tools.length,
      Home: 0,
      End: tools.length - 1,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    tools[next].focus()
  })
  stop(shown()[0])
}

const toolbar = (editor) => {
  const table = group(editor, TABLE)
  const bar = make(
    "div",
    { class: "writing-tools", role: "toolbar", "aria-label": settings(editor).words.tools },
    ...GROUPS.map((tools) => group(editor, tools)),
    table,
  )
  const draw = () => {
    table.hidden = !editor.isActive("table")
  }
  editor.on("transaction", draw)
  draw()
  rove(bar)
  return bar
}

const isNote = (node) => node?.type.name === "footnote"

/**
 * Browsers know one place at the edge of a note where the text knows two, inside and outside.
 * There, what is typed goes where the text's own caret stands.
 */
const typeAtNote = (view, event) => {
  const { $from, from, to, empty } = view.state.selection
  if (event.inputType !== "insertText" || !event.data || event.isComposing || !empty) return false
  if (![$from.parent, $from.nodeBefore, $from.nodeAfter].some(isNote)) return false
  event.preventDefault()
  if (!view.someProp("handleTextInput", (handle) => handle(view, from, to, event.data))) {
    view.dispatch(view.state.tr.insertText(event.data).scrollIntoView())
  }
  return true
}

export const Tools = Extension.create({
  name: "tools",
  addOptions: () => ({ words: {}, find: "" }),

  onBeforeCreate() {
    // The policy allows no injected style; static/editor.css has those rules.
    this.editor.options.injectCSS = false
  },

  onCreate() {
    this.editor.view.dom.before(toolbar(this.editor))
  },

  addCommands() {
    return {
      editTableCaption:
        () =>
        ({ editor }) => {
          const set = (caption) =>
            editor.chain().focus().updateAttributes("table", { caption: caption || null }).run()
          openLine(editor, {
            name: settings(editor).words.caption,
            value: editor.getAttributes("table").caption ?? "",
            apply: set,
          })
          return true
        },
    }
  },

  addKeyboardShortcuts() {
    return {
      "Alt-F10": () => {
        const bar = this.editor.view.dom.parentElement.querySelector(".writing-tools")
        bar.querySelector("button[tabindex='0']").focus()
        return true
      },
    }
  },

  addProseMirrorPlugins() {
    const { editor } = this
    const attributes = {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": this.options.words.text,
    }
    const handleTextInput = (view, from, to, text) => {
      const before = view.state.doc.textBetween(Math.max(0, from - 1), from, " ", "x")
      if (text !== "@" || /[\p{L}\p{N}]/u.test(before)) return false
      editor.commands.cite("@")
      return true
    }
    return [
      new pm.state.Plugin({
        props: { attributes, handleTextInput, handleDOMEvents: { beforeinput: typeAtNote } },
      }),
    ]
  },
})

export const Link = BaseLink.extend({
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          const active = editor.isActive("link")
          if (editor.state.selection.empty && !active) return false
          const chain = () => editor.chain().focus().extendMarkRange("link")
          openLine(editor, {
            name: settings(editor).words.address,
            value: editor.getAttributes("link").href ?? "",
            apply: (href) =>
              href ? chain().setLink({ href }).run() : chain().unsetLink().run(),
            remove: active ? () => chain().unsetLink().run() : null,
          })
          return true
        },
    }
  },
})
