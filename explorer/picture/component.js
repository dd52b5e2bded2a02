// The picture of relationships. Streamlit calls the default export on every change of data; the picture itself is made once and updated,
// so that nothing moves that was already there.
const pictures = new WeakMap();
const NAMED = 34;

export default async function ({ parentElement, data, setStateValue, setTriggerValue }) {
  while (!globalThis.vis?.Network) await new Promise((resolve) => setTimeout(resolve, 15)); // the library is a component of its own
  let picture = pictures.get(parentElement);
  if (!picture) pictures.set(parentElement, (picture = create(parentElement, data)));
  picture.pick = (id) => setStateValue("picked", id);
  picture.widen = (id) => setTriggerValue("widen", id);
  update(picture, data);
  return () => {
    picture.net.destroy();
    pictures.delete(parentElement);
  };
}

function create(root, data) {
  const box = root.querySelector(".lk-graph");
  box.style.height = `${data.height}px`;
  const nodes = new globalThis.vis.DataSet();
  const edges = new globalThis.vis.DataSet();
  const net = new globalThis.vis.Network(box, { nodes, edges }, {
    physics: false,
    layout: { improvedLayout: false },
    interaction: { hover: true, tooltipDelay: 120 },
    nodes: { borderWidth: 1, font: { size: 13, face: "Public Sans, sans-serif", color: "#1B2025", strokeWidth: 4, strokeColor: "#ffffff" } },
    edges: { smooth: false, width: 1, color: { color: "#A9A49A", highlight: "#00619A", hover: "#00619A" }, arrows: { to: { enabled: true, scaleFactor: 0.4 } } },
  });
  const picture = { nodes, edges, net, box, say: root.querySelector(".lk-say"), drawn: false, scale: 0 };
  let waiting = 0;
  net.on("click", ({ nodes: hit }) => {
    clearTimeout(waiting);
    if (hit.length) waiting = setTimeout(() => picture.pick(hit[0]), 220); // is it the first half of a double click?
  });
  net.on("doubleClick", ({ nodes: hit }) => {
    clearTimeout(waiting);
    if (hit.length) picture.widen(hit[0]);
  });
  box.addEventListener("keydown", (event) => keys(picture, event));
  globalThis.__linkages_picture = picture; // for tests that ask where an entry stands
  return picture;
}

function update(picture, data) {
  for (const [set, rows] of [[picture.nodes, data.nodes.map(dressed)], [picture.edges, data.edges]]) {
    const wanted = new Set(rows.map((row) => row.id));
    set.remove(set.getIds().filter((id) => !wanted.has(id)));
    set.update(rows);
  }
  if (!picture.drawn) {
    picture.net.once("afterDrawing", () => picture.net.fit({ animation: false })); // only then does the canvas have its size
    picture.net.on("afterDrawing", () => {
      if (Math.abs(picture.net.getScale() - picture.scale) < 0.01) return;
      picture.scale = picture.net.getScale();
      setTimeout(() => letters(picture), 0);
    });
  } else letters(picture);
  picture.drawn = true;
  picture.net.unselectAll();
  if (data.picked && picture.nodes.get(data.picked)) picture.net.selectNodes([data.picked]);
}

// Letters keep their size on the screen.
function letters({ net }) {
  net.setOptions({ nodes: { font: { size: Math.min(30, 12 / net.getScale()) } } });
}

// Where it is crowded, only the larger entries are named; the others on hover, and in the list.
function dressed(node, _, all) {
  const larger = all.filter((other) => other.size > node.size).length;
  const label = larger >= NAMED ? " " : node.label.length > 28 ? `${node.label.slice(0, 27)}…` : node.label;
  return { ...node, label, color: { background: node.color, border: "#1B2025", highlight: { background: node.color, border: "#00619A" } } };
}

function keys(picture, event) {
  const { net, nodes } = picture;
  const ids = nodes.getIds();
  const current = net.getSelectedNodes()[0] ?? ids[0];
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (step) {
    const next = ids[(ids.indexOf(current) + step + ids.length) % ids.length];
    net.selectNodes([next]);
    net.moveTo({ position: net.getPosition(next) });
    picture.say.textContent = nodes.get(next).title;
  } else if (event.key === "Enter") picture.pick(current);
  else if (event.key === "e") picture.widen(current);
  else if (event.key === "+" || event.key === "-") net.moveTo({ scale: net.getScale() * (event.key === "+" ? 1.25 : 0.8) });
  else if (event.key === "0") net.fit({ animation: false });
  else return;
  event.preventDefault();
}
