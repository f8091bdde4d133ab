// Small panels under the caret: one that finds a record, one that asks for a line of text.

let panels = 0
const labels = new Map()
const waiting = new Map()

/** An element with attributes and children. Text is always text, never markup. */
export const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, "")
    else if (value !== false && value != null) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

/** What the form's field passed to the editor: its words and the address that finds. */
export const settings = (editor) =>
  editor.extensionManager.extensions.find((one) => one.name === "tools").options

const ask = async (editor, parameters, signal) => {
  const query = new URLSearchParams(parameters)
  const answer = await fetch(`${settings(editor).find}?${query}`, {
    signal,
    headers: { Accept: "application/json" },
  })
  if (!answer.ok) throw new Error(String(answer.status))
  return (await answer.json()).results
}

/** What the desk knows of a record that the text names; null when it knows nothing. */
export const named = (editor, kind, uuid) => {
  const key = `${kind} ${uuid}`
  if (!labels.has(key)) labels.set(key, later(editor, kind, uuid))
  return labels.get(key)
}

// All that one draw of the page asks for goes out as one request for each kind.
const later = (editor, kind, uuid) => {
  if (!waiting.has(kind)) {
    const uuids = new Set()
    const answer = new Promise((resolve) => {
      setTimeout(() => {
        waiting.delete(kind)
        const named = [...uuids].map((one) => ["uuid", one])
        resolve(ask(editor, [["kind", kind], ...named]))
      })
    })
    waiting.set(kind, { uuids, answer })
  }
  const { uuids, answer } = waiting.get(kind)
  uuids.add(uuid)
  return answer.then(
    (results) => results.find((one) => one.uuid === uuid) ?? null,
    () => null,
  )
}

/** Open a panel under the caret. Esc, or a step outside it, closes it and calls `leave`. */
const openPanel = (editor, name, children, leave) => {
  const panel = make("div", { class: "finder", role: "dialog", "aria-label": name }, ...children)
  const house = editor.view.dom.parentElement
  house.querySelector(".finder")?.dispatchEvent(new Event("leave"))
  house.append(panel)

  const caret = editor.view.coordsAtPos(editor.state.selection.to)
  const around = house.getBoundingClientRect()
  const rightmost = Math.max(0, around.width - panel.offsetWidth)
  panel.style.top = `${caret.bottom - around.top + 6}px`
  panel.style.left = `${Math.min(Math.max(0, caret.left - around.left - 40), rightmost)}px`

  let open = true
  const close = ({ back = true } = {}) => {
    if (!open) return
    open = false
    panel.remove()
    if (back) editor.view.focus()
  }
  const giveUp = (options) => {
    if (!open) return
    close(options)
    leave?.()
  }
  panel.addEventListener("leave", () => giveUp({ back: false }))
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return
    event.preventDefault()
    event.stopPropagation()
    giveUp()
  })
  panel.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !panel.contains(event.relatedTarget)) giveUp({ back: false })
  })
  return { panel, close }
}

/**
 * Find a record of `kind`. With `place`, a second field says where in the source.
 * Calls `choose(result, place)` once, or `leave(typed)` when the person gives up.
 */
export const openFinder = (editor, { kind, place = false, chosen, locator = "", choose, leave }) => {
  const { words } = settings(editor)
  const id = `finder-${++panels}`
  const input = make("input", {
    id,
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-expanded": "false",
    "aria-controls": `${id}-list`,
    "aria-autocomplete": "list",
  })
  const list = make("ul", {
    id: `${id}-list`,
    role: "listbox",
    hidden: true,
    "aria-label": words[`find_${kind}`],
  })
  const status = make("p", { class: "finder-status", role: "status" })
  const where = make("input", { id: `${id}-place`, type: "text", autocomplete: "off" })
  where.value = locator
  const children = [make("label", { for: id }, words[`find_${kind}`]), input, list, status]
  if (place) children.push(make("label", { for: `${id}-place` }, words.place), where)
  children.push(make("p", { class: "finder-keys" }, words.keys))

  const name = words[`find_${kind}`]
  const { panel, close } = openPanel(editor, name, children, () => leave?.(input.value))
  let results = []
  let at = 0
  let request = null

  const mark = (index) => {
    at = index
    for (const [number, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(number === at))
    }
    const option = list.children[at]
    if (option) {
      input.setAttribute("aria-activedescendant", option.id)
      option.scrollIntoView({ block: "nearest" })
    } else input.removeAttribute("aria-activedescendant")
  }

  const show = (found) => {
    results = found
    list.replaceChildren(
      ...found.map((one, number) =>
        make(
          "li",
          { role: "option", id: `${id}-${number}` },
          ...(one.picture ? [make("img", { src: one.picture, alt: "" })] : []),
          ...(kind === "source" ? [make("b", {}, one.code)] : []),
          make("span", {}, make("span", {}, one.title), make("small", {}, one.detail)),
        ),
      ),
    )
    list.hidden = !found.length
    input.setAttribute("aria-expanded", String(found.length > 0))
    status.textContent = found.length ? words.found + found.length : words.nothing
    mark(0)
    panel.scrollIntoView({ block: "nearest" })
  }

  const search = async () => {
    request?.abort()
    request = new AbortController()
    const asked = chosen && !input.value ? ["uuid", chosen] : ["q", input.value]
    try {
      show(await ask(editor, [["kind", kind], asked], request.signal))
    } catch (error) {
      if (error.name === "AbortError") return
      show([])
      status.textContent = words.failed
    }
  }

  const take = (index) => {
    if (!results[index]) return
    close()
    choose(results[index], where.value.trim())
  }

  let pause
  input.addEventListener("input", () => {
    clearTimeout(pause)
    pause = setTimeout(search, 120)
  })
  const keys = (event) => {
    if (event.key === "Enter") {
      event.preventDefault()
      take(at)
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!results.length) return
      event.preventDefault()
      mark((at + (event.key === "ArrowDown" ? 1 : -1) + results.length) % results.length)
    }
  }
  input.addEventListener("keydown", keys)
  where.addEventListener("keydown", keys)
  // Pressing must not take the focus away before the choice is made.
  list.addEventListener("mousedown", (event) => event.preventDefault())
  list.addEventListener("click", (event) => {
    take([...list.children].indexOf(event.target.closest("[role=option]")))
  })
  search()
  ;(chosen && place ? where : input).focus()
}

/** Ask for one line of text. `remove` is offered where there is something to remove. */
export const openLine = (editor, { name, value = "", type = "text", apply, remove }) => {
  const { words } = settings(editor)
  const id = `finder-${++panels}`
  const input = make("input", { id, type, autocomplete: "off" })
  input.value = value
  const button = (label, act) => {
    const element = make("button", { type: "button" }, label)
    element.addEventListener("click", () => {
      close()
      act(input.value.trim())
    })
    return element
  }
  const buttons = [button(words.apply, apply), ...(remove ? [button(words.remove, remove)] : [])]
  const { close } = openPanel(editor, name, [
    make("label", { for: id }, name),
    input,
    make("p", { class: "finder-buttons" }, ...buttons),
  ])
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return
    event.preventDefault()
    close()
    apply(input.value.trim())
  })
  input.select()
  input.focus()
}
