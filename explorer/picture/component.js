// The picture of relationships. Streamlit calls the default export on every change of data; the
// picture itself is made once and updated, so that nothing moves that was already there. What is
// chosen, found or left out arrives apart, as a command of a few bytes.
const pictures = new WeakMap();
const NOTHING = { chosen: [], found: null, hide: [], off: [], tie: "" };

export default async function ({ parentElement, data: packed, setTriggerValue }) {
  // the library is a component of its own
  while (!globalThis.vis?.Network) await new Promise((resolve) => setTimeout(resolve, 15));
  let picture = pictures.get(parentElement);
  const read = (from, to) => new TextDecoder().decode(packed.subarray(from, to)),
    fresh = picture?.rev !== read(0, 12);
  // thousands of entries: read only when they are others
  const data = fresh ? JSON.parse(read(12)) : picture.data;
  if (!picture) pictures.set(parentElement, (picture = create(parentElement, data)));
  picture.data = data;
  picture.tell = setTriggerValue;
  const before = picture.ink;
  dress(picture);
  if (fresh) update(picture, data);
  else if (before !== picture.ink) {
    // the reader changed from light to dark
    legend(picture, data);
    obey(picture, picture.waiting);
  }
  return () => {
    removeEventListener(`linkages:${data.name}`, picture.obey);
    picture.watch.disconnect();
    picture.net.destroy();
    pictures.delete(parentElement);
  };
}

function create(root, data) {
  const box = root.querySelector(".lk-graph"),
    frame = root.querySelector(".lk-map");
  const nodes = new globalThis.vis.DataSet(),
    edges = new globalThis.vis.DataSet();
  const net = new globalThis.vis.Network(
    box,
    { nodes, edges },
    {
      physics: false,
      autoResize: false, // it would zoom by itself whenever the page around it changes its width
      layout: { improvedLayout: false },
      interaction: {
        hover: true,
        tooltipDelay: 120,
        multiselect: true,
        selectConnectedEdges: true,
        zoomSpeed: 0.6,
      },
      nodes: { shape: "custom" },
      edges: { smooth: false, arrowStrikethrough: false, selectionWidth: 1 },
    },
  );
  const picture = {
    nodes,
    edges,
    net,
    box,
    frame,
    marks: new Map(),
    notes: [],
    worded: [],
    found: null,
    say: root.querySelector(".lk-say"),
    lasso: null,
    chosen: [],
  };
  picture.render = (given) => render(picture, given);
  twice(net);
  listen(picture);
  tools(picture);
  if (data.tools) receive(picture);
  box.addEventListener("keydown", (event) => keys(picture, event));
  picture.obey = ({ detail }) => {
    if (news(picture, detail)) obey(picture, detail);
  };
  addEventListener(`linkages:${data.name}`, picture.obey);
  picture.watch = new ResizeObserver(() => resized(picture));
  picture.watch.observe(box);
  const waiting = globalThis.__linkages_commands?.[data.name];
  if (waiting) picture.waiting = waiting;
  globalThis.__linkages_picture = picture; // for tests that ask where an entry stands
  return picture;
}

// A double click is what the browser takes for one, by when the hand pressed. The library goes by
// when it hears of both clicks, which on a busy page is too late; it is asked about fingers alone.
function twice({ canvas: { frame }, body: { eventListeners } }) {
  const heard = eventListeners.onDoubleTap;
  let hand = "";
  eventListeners.onDoubleTap = (event) => hand === "mouse" || heard(event);
  frame.canvas.addEventListener("pointerdown", (event) => (hand = event.pointerType), true);
  frame.canvas.addEventListener("dblclick", ({ clientX: x, clientY: y }) => {
    if (hand === "mouse") heard({ center: { x, y } });
  });
}

// ---------------------------------------------------------------- what Python says

function update(picture, data) {
  const { net, nodes, edges, box } = picture;
  const narrow = box.clientWidth < 480;
  picture.most = data.longest;
  const many = data.id.length > 800;
  if (picture.many !== many)
    // each hover draws all of it again
    net.setOptions({ interaction: { hover: !many, hideEdgesOnDrag: many, hideEdgesOnZoom: many } });
  picture.many = many;
  // on a phone the columns stand closer, so that the rows keep apart
  picture.squeeze = narrow && data.curved ? 0.5 : 1;
  picture.height = data.height;
  box.style.height = `${data.height}px`;
  picture.frame.classList.toggle("bare", !data.tools);
  picture.notes = data.notes;
  const rows = data.id.map((id, at) => ({
    id,
    x: data.x[at] * picture.squeeze,
    y: data.y[at],
    shape: "custom",
    ctxRenderer: picture.render,
    title: data.title[at],
    size: data.size[at],
  }));
  const dotted = new Set(data.dotted),
    unsaid = new Set(data.unsaid);
  picture.marks = new Map(
    data.id.map((id, at) => [
      id,
      {
        id,
        name: data.label[at],
        size: data.size[at],
        shape: data.shape[at],
        color: data.color[at],
        hollow: data.hollow[at],
        weight: data.weight[at],
        kind: data.kind[at],
        dotted: dotted.has(id),
        unsaid: unsaid.has(id),
        side: data.ring && box.clientWidth < 600 ? undefined : data.side[id],
        strong: data.strong,
        title: data.title[at],
      },
    ]),
  );
  const lines = data.edges.map((tie) => ({
    ...tie,
    color: { color: tie.color, highlight: tie.color, hover: tie.color, opacity: 1 },
    arrows: data.arrows ? { to: { enabled: true, scaleFactor: 0.4 } } : "",
    smooth: course(tie, data.curved),
    hoverWidth: 1,
  }));
  picture.worded = lines.filter((tie) => tie.words);
  picture.looks = new Map(lines.map((tie) => [tie.id, tie]));
  picture.busy = true;
  for (const [set, wanted] of [
    [nodes, rows],
    [edges, lines],
  ]) {
    const ids = new Set(wanted.map((row) => row.id)),
      gone = set.getIds().filter((id) => !ids.has(id));
    // mostly few: the library works each of them out anew
    const others = wanted.filter((row) => !same(row, set.get(row.id)));
    if (gone.length) set.remove(gone);
    if (others.length) set.update(others);
  }
  picture.busy = false;
  if (picture.base !== data.base) {
    if (picture.drawn) fit(picture);
    else
      net.once("afterDrawing", () =>
        letters(data.label.join("")).finally(() => {
          picture.widths = null;
          fit(picture);
        }),
      ); // now it has its size and its letters
  }
  picture.base = data.base;
  picture.drawn = true;
  legend(picture, data);
  picture.rev = data.rev;
  obey(picture, picture.waiting ?? { ...NOTHING });
}

// Whether an entry or a tie is drawn as it is already.
function same(row, before) {
  return (
    Boolean(before) &&
    Object.entries(row).every(
      ([name, value]) =>
        value === before[name] ||
        (typeof value === "object" && JSON.stringify(value) === JSON.stringify(before[name])),
    )
  );
}

// Whether a command says anything that the picture does not show already: mostly it repeats what
// the reader has just done.
function news({ waiting, chosen, at, gone }, now) {
  const said = ({ found, hide, off }) => JSON.stringify([found, hide, off]);
  return (
    !waiting ||
    String(now.chosen) !== String(chosen) ||
    (now.tie ?? "") !== (at ?? "") ||
    (now.go && now.go !== gone) ||
    said(now) !== said(waiting)
  );
}

function obey(picture, { chosen, found, hide, off, go, tie }) {
  const { net, nodes, edges, marks } = picture;
  picture.waiting = { chosen, found, hide, off, tie };
  picture.found = found ? new Set(found) : null;
  for (const entry of marks.values()) {
    entry.out = hide.includes(entry.kind);
    entry.fade = Boolean(picture.found) && !picture.found.has(entry.id);
  }
  nodes.update(
    nodes
      .get()
      .filter((row) => Boolean(row.hidden) !== marks.get(row.id).out)
      .map((row) => ({ id: row.id, hidden: marks.get(row.id).out })),
  );
  edges.update(
    edges
      .get()
      .filter((tie) => Boolean(tie.hidden) !== off.includes(tie.kind))
      .map((tie) => ({ id: tie.id, hidden: off.includes(tie.kind) })),
  );
  picture.chosen = chosen.filter((id) => nodes.get(id));
  picture.at = tie && edges.get(tie) ? tie : null;
  picture.reported = selection(picture);
  net.selectNodes(picture.chosen);
  ink(picture, picture.at);
  if (go && go !== picture.gone && nodes.get(go))
    net.focus(go, { scale: Math.max(net.getScale(), 0.8), animation: false });
  picture.gone = go;
  showPressed(picture, hide, off);
  net.redraw();
}

function dress(picture) {
  const style = getComputedStyle(picture.box),
    of = (name, other) => style.getPropertyValue(name).trim() || other;
  picture.ink = of("--st-text-color", "#1B2025");
  picture.paper = of("--st-background-color", "#FFFFFF");
  picture.quiet = of("--lk-quiet", "#4B535B");
}

function render(picture, { ctx, id, x, y, state }) {
  const entry = picture.marks.get(id);
  if (!entry) return {};
  return {
    drawNode: () =>
      mark(ctx, { ...entry, x, y }, picture.ink, picture.paper, state.selected, state.hover),
    nodeDimensions: { width: 2 * entry.size, height: 2 * entry.size },
  };
}
