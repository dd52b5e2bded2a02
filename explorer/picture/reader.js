// What the reader does in the picture with a hand: clicks, drags, and a rope thrown round entries.

function listen(picture) {
  const { net, box } = picture;
  // what the library listens with hears a tap of less than 250 ms and a press of more than 251:
  // one between them would be lost (findings/hammer-quarter-second.sh)
  net.canvas.hammer.get("tap").set({ time: 252 });
  net.on("afterDrawing", (pen) => {
    // between two pictures: some entries are gone, others are not there yet
    if (picture.busy) return;
    names(picture, pen);
    onLines(picture, pen);
    if (picture.lasso) rope(picture, pen);
  });
  net.on("hoverNode", ({ node }) => {
    picture.over = node;
  });
  net.on("blurNode", () => {
    picture.over = null;
  });
  for (const [kind, shape] of Object.entries({
    hoverNode: "pointer",
    hoverEdge: "pointer",
    blurNode: "",
    blurEdge: "",
  }))
    net.on(kind, () => {
      box.style.cursor = shape;
    });
  net.on("click", ({ pointer, event }) => {
    // at once, also when it is the first half of a double click: choosing what is then widened does
    // no harm
    const hit = near(picture, pointer.DOM);
    const more = event.srcEvent.ctrlKey || event.srcEvent.metaKey;
    const wanted = more ? toggled(picture.chosen, hit[0]) : hit.slice(0, 1);
    const tie = hit.length || more ? null : tieAt(picture, pointer.DOM);
    if (hit.length) choose(picture, wanted);
    else if (tie) choose(picture, [], tie);
    else net.selectNodes(picture.chosen);
  });
  net.on("doubleClick", ({ pointer }) => {
    const hit = near(picture, pointer.DOM);
    if (hit.length) picture.tell("widen", hit[0]);
  });
  net.on("dragEnd", ({ nodes: hit }) => {
    if (!hit.length) return;
    const at = net.getPositions(hit);
    picture.tell(
      "moved",
      Object.fromEntries(
        Object.entries(at).map(([id, { x, y }]) => [
          id,
          [Math.round(x / picture.squeeze), Math.round(y)],
        ]),
      ),
    );
  });
  box.addEventListener("pointerdown", (event) => begin(picture, event), true);
  for (const kind of ["pointerdown", "wheel", "keydown"])
    box.addEventListener(
      kind,
      () => {
        picture.moved = true;
      },
      { capture: true, passive: true },
    );
}

// A picture file that is dropped here opens in the place of this one.
function receive(picture) {
  const { frame } = picture,
    files = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  const over = (event) => {
    if (!files(event)) return;
    event.preventDefault();
    frame.classList.add("dropping");
  };
  frame.addEventListener("dragenter", over);
  frame.addEventListener("dragover", over);
  frame.addEventListener("dragleave", (event) => {
    if (!frame.contains(event.relatedTarget)) frame.classList.remove("dropping");
  });
  frame.addEventListener("drop", (event) => {
    if (!files(event)) return;
    event.preventDefault();
    frame.classList.remove("dropping");
    const reader = new FileReader();
    reader.onload = () => picture.tell("dropped", reader.result.split(",")[1] ?? "");
    reader.readAsDataURL(event.dataTransfer.files[0]);
  });
}

// Marks are small when all is shown: a click within ten pixels of one means it.
function near({ net, marks }, { x, y }) {
  const hit = net.getNodeAt({ x, y });
  if (hit !== undefined) return [hit];
  let best = [],
    least = 100;
  for (const entry of marks.values()) {
    const at = entry.out ? { x: Infinity, y: 0 } : net.canvasToDOM(net.getPosition(entry.id)),
      away = (at.x - x) ** 2 + (at.y - y) ** 2;
    if (away < least) [best, least] = [[entry.id], away];
  }
  return best;
}

function toggled(chosen, id) {
  return chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
}

function choose(picture, wanted, tie = null) {
  picture.chosen = wanted;
  picture.at = tie;
  picture.net.selectNodes(wanted);
  ink(picture, tie);
  const now = selection(picture);
  // said each time, and not as a state that is kept: what was chosen, closed by a link and is chosen
  // again would be no change of it
  if (String(now) !== String(picture.reported)) picture.tell("chosen", now);
  picture.reported = now;
  picture.say.textContent = tie
    ? read(picture, tie)
    : wanted.length > 1
      ? `${wanted.length} chosen`
      : (picture.marks.get(wanted[0])?.title ?? "");
}

// What is chosen as Python hears it: entries by their ids, then the tie that is looked at by its
// name, which has a > in it.
function selection({ chosen, at }) {
  return at ? [...chosen, at] : [...chosen];
}

// A rope thrown round entries: with Shift held, or after “Choose several”.
function begin(picture, event) {
  if (!event.shiftKey && !picture.roping) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  const { net, box } = picture,
    frame = box.getBoundingClientRect();
  const at = (its) => ({ x: its.clientX - frame.left, y: its.clientY - frame.top });
  picture.lasso = [at(event)];
  const move = (its) => {
    picture.lasso.push(at(its));
    net.redraw();
  };
  const end = () => {
    removeEventListener("pointermove", move, true);
    removeEventListener("pointerup", end, true);
    const area = picture.lasso;
    picture.lasso = null;
    const inside = [...picture.marks.values()]
      .filter((entry) => !entry.out && within(area, net.canvasToDOM(net.getPosition(entry.id))))
      .map((entry) => entry.id);
    if (inside.length) choose(picture, [...new Set([...picture.chosen, ...inside])]);
    net.redraw();
  };
  addEventListener("pointermove", move, true);
  addEventListener("pointerup", end, true);
}

function within(area, { x, y }) {
  let inside = false;
  area.forEach((corner, at) => {
    const last = area.at(at - 1),
      slope = (last.x - corner.x) / (last.y - corner.y);
    if (corner.y > y !== last.y > y && x < slope * (y - corner.y) + corner.x) inside = !inside;
  });
  return inside;
}

function rope(picture, pen) {
  pen.beginPath();
  for (const point of picture.lasso) {
    const { x, y } = picture.net.DOMtoCanvas(point);
    pen.lineTo(x, y);
  }
  pen.lineWidth = 1.5 / picture.net.getScale();
  pen.strokeStyle = picture.ink;
  pen.setLineDash([4 / picture.net.getScale(), 3 / picture.net.getScale()]);
  pen.stroke();
  pen.setLineDash([]);
}
