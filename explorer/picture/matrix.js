// The matrix of delegations and issues: one Tab stop, arrows move, Enter opens, Escape closes.
// Python hears which cell was chosen.
const MARKS = {};

export default function ({ parentElement, data, setTriggerValue }) {
  const box = parentElement.querySelector(".lk-matrixbox");
  Object.assign(MARKS, data.marks);
  const version = JSON.stringify([data.rows, data.columns, data.kinds, data.contacts]);
  if (box.dataset.version !== version) {
    box.replaceChildren(build(data), list(data));
    box.dataset.version = version;
  }
  choose(box, data.chosen, false);
  box.onclick = (event) => {
    const cell = event.target.closest("button");
    if (!cell) return;
    event.preventDefault();
    choose(box, cell.dataset.key, true);
    setTriggerValue("chosen", cell.dataset.key);
  };
  box.onkeydown = (event) => {
    if (event.key === "Escape") {
      choose(box, "", false);
      setTriggerValue("chosen", "");
      return;
    }
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[
      event.key
    ];
    const from = event.target.closest("button");
    if (!step || !from) return;
    event.preventDefault();
    move(box, from, step);
  };
}

function build({ rows, columns, kinds, contacts, says, heads }) {
  const table = document.createElement("table");
  table.className = "lk-matrix";
  const head = table.createTHead().insertRow();
  head.append(element("th", { scope: "col" }, heads.rows));
  for (const column of columns) {
    const cell = element("th", { scope: "col", className: column.first ? "g" : "" });
    cell.append(element("span", { title: column.full }, column.name));
    head.append(cell);
  }
  head.append(element("th", { scope: "col", className: "num" }, heads.open));
  if (heads.place)
    head.append(element("th", { scope: "col", className: "num place" }, heads.place));
  const body = table.createTBody();
  rows.forEach((row, at) => {
    const line = body.insertRow();
    const name = element("th", { scope: "row", title: row.full });
    const link = element("a", { href: row.address, target: "_self" }, row.name);
    name.append(link);
    if (row.second) name.append(" ", element("small", {}, row.second));
    line.append(name);
    columns.forEach((column, across) => {
      const kind = kinds[at][across];
      const cell = line.insertCell();
      if (column.first) cell.className = "g";
      if (!kind) return cell.append(element("i", { className: "none", ariaHidden: "true" }, "·"));
      const told = [says[kind], contacts[at][across]?.says].filter(Boolean).join("; ");
      const button = element("button", {
        type: "button",
        className: `lk-k-${kind}`,
        tabIndex: -1,
        title: told,
      });
      button.setAttribute("aria-label", `${row.full}, ${column.full}: ${told}`);
      button.setAttribute("aria-pressed", "false");
      button.dataset.key = `${row.id}~${column.id}`;
      button.innerHTML = mark(kind);
      open(button, kind, contacts[at][across]);
      cell.append(button);
    });
    line.append(element("td", { className: "num" }, String(row.open)));
    if (row.place) line.append(element("td", { className: "num place" }, row.place));
  });
  const first = table.querySelector("button");
  if (first) first.tabIndex = 0;
  return table;
}

// The same on a phone: a delegation a row with its counted symbols, opened to its issues.
function list({ rows, columns, kinds, contacts, says }) {
  const items = rows.map((row, at) => {
    const fold = element("details", {});
    const head = element("summary", {});
    head.append(
      element("b", {}, row.name),
      " ",
      element("small", {}, row.second),
      element(
        "span",
        { className: "open" },
        `${row.open} open${row.place ? `, place ${row.place}` : ""}`,
      ),
    );
    const tally = element("div", { className: "tally" });
    for (const kind of new Set(kinds[at].filter(Boolean))) {
      const part = element("span", { className: `lk-k-${kind}`, innerHTML: mark(kind) });
      part.append(
        element(
          "em",
          {},
          `${kinds[at].filter((other) => other === kind).length} ${says[kind].toLowerCase()}`,
        ),
      );
      tally.append(part);
    }
    head.append(tally);
    fold.append(head);
    columns.forEach((column, across) => {
      const kind = kinds[at][across];
      if (!kind) return;
      const button = element("button", {
        type: "button",
        className: `lk-k-${kind}`,
        innerHTML: mark(kind),
      });
      open(button, kind, contacts[at][across]);
      button.append(
        element("span", {}, column.full),
        element("em", {}, [says[kind], contacts[at][across]?.says].filter(Boolean).join("; ")),
      );
      button.dataset.key = `${row.id}~${column.id}`;
      fold.append(button);
    });
    return fold;
  });
  const box = element("div", { className: "lk-mlist" });
  box.append(...items);
  return box;
}

// A ring that is no line any more opens with the years since the last contact: a twelfth a year.
function open(button, kind, contact) {
  if (!contact || !["quiet", "slight"].includes(kind)) return;
  const closed = Math.max(12, 100 - (contact.years * 100) / 12);
  button.querySelector("circle").style.strokeDasharray = `${closed} ${100 - closed}`;
}

function mark(kind) {
  // our own marks, no data
  return `<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">${MARKS[kind]}</svg>`;
}

function element(name, fields, text = "") {
  return Object.assign(document.createElement(name), fields, text ? { textContent: text } : {});
}

function choose(box, key, focus) {
  for (const button of box.querySelectorAll('button[aria-pressed="true"]'))
    button.setAttribute("aria-pressed", "false");
  for (const row of box.querySelectorAll("tr.sel")) row.classList.remove("sel");
  for (const same of key
    ? [...box.querySelectorAll("button")].filter((button) => button.dataset.key === key)
    : [])
    same.setAttribute("aria-pressed", "true");
  const cell = box.querySelector('.lk-matrix button[aria-pressed="true"]');
  if (!cell) return;
  cell.closest("tr").classList.add("sel");
  stop(box, cell);
  if (focus) cell.focus();
}

function stop(box, cell) {
  for (const button of box.querySelectorAll('.lk-matrix button[tabindex="0"]'))
    button.tabIndex = -1;
  cell.tabIndex = 0;
}

function move(box, from, [down, across]) {
  const lines = [...box.querySelectorAll("tbody tr")];
  let [row, column] = [lines.indexOf(from.closest("tr")), from.closest("td").cellIndex];
  for (;;) {
    row += down;
    column += across;
    const cell = lines[row]?.cells[column];
    if (!cell) return;
    const next = cell.querySelector("button");
    if (next) {
      stop(box, next);
      next.focus();
      return;
    }
  }
}
