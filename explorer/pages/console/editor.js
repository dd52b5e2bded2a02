// An editor for Cypher: a text area over its own coloured copy, and a list of what could come next
// from the vocabulary of the graph.
// Why it is our own: docs/decisions/0015-editor.md.
const editors = new WeakMap();
const PIECES =
  /(\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*)|('(?:\\.|[^'\\])*'?|"(?:\\.|[^"\\])*"?)|(\$\w+)|(`[^`]*`?)|(\b\d+(?:\.\d+)?\b)|(\w+)/g;
const PAIRS = { "(": ")", "[": "]", "{": "}", "'": "'", '"': '"', "`": "`" };

export default function ({ parentElement, data, setTriggerValue }) {
  let editor = editors.get(parentElement);
  if (!editor) editors.set(parentElement, (editor = create(parentElement)));
  editor.data = data;
  editor.run = (mode) => {
    editor.sent = editor.area.value + data.turn;
    setTriggerValue("run", { text: editor.area.value, mode });
  };
  editor.known = new Set([...data.labels, ...data.types, ...data.properties]);
  editor.words = new Set(data.words);
  editor.signatures = new Map(data.functions.map(([name, takes]) => [name.toLowerCase(), takes]));
  // what was sent from here comes back with its answer: what was typed meanwhile stands
  const given = data.text + data.turn;
  if (given !== editor.given && given !== editor.sent) editor.area.value = data.text;
  editor.given = given;
  for (const button of editor.buttons)
    button.disabled = !data.ready && button.dataset.mode !== "save";
  paint(editor);
  return () => editors.delete(parentElement);
}

function create(root) {
  const box = root.querySelector(".lk-edit");
  const editor = {
    box,
    area: box.querySelector("textarea"),
    copy: box.querySelector("pre"),
    offer: box.querySelector(".lk-offer"),
    hint: root.querySelector(".lk-hint"),
    offered: [],
    at: 0,
  };
  editor.buttons = [...root.querySelectorAll(".lk-does button")];
  for (const button of editor.buttons)
    button.addEventListener("click", () => editor.run(button.dataset.mode));
  editor.area.addEventListener("input", () => (paint(editor), suggest(editor)));
  editor.area.addEventListener("scroll", () => follow(editor));
  editor.area.addEventListener("blur", () => setTimeout(() => close(editor), 150));
  editor.area.addEventListener("click", () => (close(editor), tell(editor)));
  editor.area.addEventListener("keydown", (event) => keys(editor, event));
  return editor;
}

function keys(editor, event) {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    close(editor);
    if (editor.data.ready) editor.run("run");
  } else if (event.key === " " && event.ctrlKey) {
    event.preventDefault();
    suggest(editor, true);
  } else if (event.key === "/" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    comment(editor);
  } else if (editor.offered.length) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      editor.at =
        (editor.at + (event.key === "ArrowDown" ? 1 : -1) + editor.offered.length) %
        editor.offered.length;
      list(editor);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      take(editor, editor.offered[editor.at]);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      close(editor);
    } else pairs(editor, event);
  } else pairs(editor, event);
}

// An opening bracket or quote brings its closing one, which is then typed over, and both go
// together.
function pairs(editor, event) {
  const { area } = editor;
  const { selectionStart: from, selectionEnd: to, value } = area;
  const before = value[from - 1] ?? "",
    after = value[to] ?? "",
    typed = event.key;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (from === to && typed === after && Object.values(PAIRS).includes(typed)) {
    event.preventDefault();
    area.setSelectionRange(from + 1, from + 1);
  } else if (typed === "Backspace" && from === to && before && PAIRS[before] === after) {
    event.preventDefault();
    replace(editor, from - 1, to + 1, "", 0);
  } else if (
    PAIRS[typed] &&
    (from !== to || (!/\w/.test(after) && !(PAIRS[typed] === typed && /[\w'"`]/.test(before))))
  ) {
    event.preventDefault();
    replace(editor, from, to, typed + value.slice(from, to) + PAIRS[typed], 1 + to - from);
    suggest(editor);
  }
}

// The lines of the selection become comments, or stop being ones.
function comment(editor) {
  const { area } = editor;
  const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const found = area.value.indexOf("\n", area.selectionEnd);
  const end = found < 0 ? area.value.length : found;
  const lines = area.value.slice(start, end).split("\n");
  const off = lines.every((line) => !line.trim() || /^\s*\/\//.test(line));
  const changed = lines
    .map((line) => (off ? line.replace(/^(\s*)\/\/ ?/, "$1") : `// ${line}`))
    .join("\n");
  replace(editor, start, end, changed, changed.length);
}

// As if it had been typed: the browser's own Undo takes it back.
function replace(editor, from, to, text, caret) {
  const { area } = editor;
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand(text ? "insertText" : "delete", false, text))
    area.setRangeText(text, from, to, "end");
  area.setSelectionRange(from + caret, from + caret);
  paint(editor);
}

// What the function takes that is being called here.
function tell(editor) {
  const before = editor.area.value
    .slice(0, editor.area.selectionStart)
    .replace(/'[^']*'|"[^"]*"/g, "");
  let depth = 0,
    at = before.length - 1;
  for (; at >= 0 && depth < 1; at--) depth += before[at] === "(" ? 1 : before[at] === ")" ? -1 : 0;
  const called =
    depth === 1
      ? before
          .slice(0, at + 1)
          .match(/[\w.]+$/)?.[0]
          .toLowerCase()
      : "";
  editor.hint.textContent = (called && editor.signatures.get(called)) || "";
}

// What could stand here: labels or types after a colon, properties after a dot or within braces,
// else words of the language.
function suggest(editor, asked = false) {
  const before = editor.area.value.slice(0, editor.area.selectionStart);
  const typed = before.match(/\w*$/)[0];
  const lead = before.slice(0, before.length - typed.length);
  const kinds = [];
  const coded = lead.match(/(\w+)\s*(?:[:=]|<>|IN\s*\[[^\]]*?)\s*['"]$/i);
  tell(editor);
  if (coded && editor.data.codes[coded[1]]) kinds.push([coded[1], "value"]);
  else if (/\[[^\]]*[:|]\s*!?$/.test(lead)) kinds.push(["types", "relationship"]);
  else if (/\([^)]*[:|&]\s*!?$/.test(lead) || /\w:$/.test(lead)) kinds.push(["labels", "label"]);
  else if (
    /\w\.$/.test(lead) ||
    (/\{[^}:]*$|\{[^}]*,\s*$/.test(lead) && /[(\[][^)\]]*$/.test(lead))
  )
    kinds.push(["properties", "property"]);
  else if (typed.length > 1 || asked) kinds.push(["words", ""]);
  const wanted = typed.toLowerCase().replaceAll("_", "");
  const plain = (name) => name.toLowerCase().replaceAll("_", "");
  const named = (kind, says) =>
    (says === "value" ? editor.data.codes : editor.data)[kind].map((name) => ({ name, says }));
  const all = kinds.flatMap(([kind, says]) => named(kind, says));
  if (kinds[0]?.[0] === "words")
    all.push(
      ...editor.data.functions
        .map(([name]) => ({ name, says: "function" }))
        .filter(({ name }) => !editor.words.has(name)),
    );
  const fits = (test) => all.filter(({ name }) => name !== typed && test(plain(name)));
  const first = fits((name) => name.startsWith(wanted));
  editor.offered = [
    ...first,
    ...fits((name) => !name.startsWith(wanted) && wanted.length > 1 && name.includes(wanted)),
  ].slice(0, 8);
  editor.at = 0;
  editor.typed = typed;
  list(editor);
}

function list(editor) {
  const { offer, area, offered } = editor;
  offer.replaceChildren(
    ...offered.map(({ name, says }, at) => {
      const item = document.createElement("li");
      item.id = `lk-offer-${at}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(at === editor.at));
      item.textContent = name;
      if (says) item.append(Object.assign(document.createElement("small"), { textContent: says }));
      item.addEventListener(
        "mousedown",
        (event) => (event.preventDefault(), take(editor, offered[at])),
      );
      return item;
    }),
  );
  offer.hidden = !offered.length;
  area.setAttribute("aria-expanded", String(!offer.hidden));
  if (offer.hidden) return area.removeAttribute("aria-activedescendant");
  area.setAttribute("aria-activedescendant", `lk-offer-${editor.at}`);
  const lines = area.value.slice(0, area.selectionStart).split("\n");
  const column = lines.at(-1).length - editor.typed.length;
  offer.style.top = `${lines.length * 22 + 12 - area.scrollTop}px`;
  offer.style.left = `min(calc(${column}ch + 8px - ${area.scrollLeft}px), calc(100% - 220px))`;
}

function take(editor, { name }) {
  const { area, typed } = editor;
  replace(editor, area.selectionStart - typed.length, area.selectionStart, name, name.length);
  close(editor);
  tell(editor);
}

function close(editor) {
  editor.offered = [];
  list(editor);
}

function paint(editor) {
  const { area, copy } = editor;
  const pieces = [];
  let end = 0;
  for (const found of area.value.matchAll(PIECES)) {
    pieces.push(area.value.slice(end, found.index));
    pieces.push(span(editor, found));
    end = found.index + found[0].length;
  }
  pieces.push(area.value.slice(end), "\n");
  copy.replaceChildren(...pieces);
  editor.box.style.height = `${Math.min(20, Math.max(7, area.value.split("\n").length + 1)) * 22 + 22}px`;
  follow(editor);
}

function span(editor, [piece, note, text, param, quoted, number]) {
  const kind = note
    ? "note"
    : text
      ? "text"
      : param
        ? "param"
        : quoted
          ? "name"
          : number
            ? "number"
            : editor.words.has(piece.toUpperCase())
              ? "word"
              : editor.known.has(piece)
                ? "name"
                : "";
  if (!kind) return piece;
  return Object.assign(document.createElement("span"), { className: kind, textContent: piece });
}

function follow(editor) {
  editor.copy.scrollTop = editor.area.scrollTop;
  editor.copy.scrollLeft = editor.area.scrollLeft;
}
