// The same by buttons and keys: arrows go from entry to entry.

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

function tools(picture) {
  const { frame } = picture;
  const does = {
    in: () => zoom(picture, 1.25),
    out: () => zoom(picture, 0.8),
    all: () => fit(picture),
    rope: (button) => {
      picture.roping = !picture.roping;
      button.setAttribute("aria-pressed", String(picture.roping));
    },
    undo: () => picture.tell("undo", Date.now()),
    full: () =>
      document.fullscreenElement ? document.exitFullscreen() : frame.requestFullscreen(),
  };
  frame.querySelector(".lk-tools").onclick = (event) => {
    const button = event.target.closest("button");
    if (button) does[button.dataset.does](button);
  };
  frame.addEventListener("fullscreenchange", () => {
    picture.moved = false;
  });
}

function keys(picture, event) {
  const { net, nodes, chosen } = picture,
    current = chosen.at(-1) ?? nodes.getIds()[0];
  if (tieKeys(picture, event, current)) {
    /* done */
  } else if (STEPS[event.key]) {
    const next = neighbour(picture, current, STEPS[event.key]);
    if (!next) return;
    const { x, y } = net.canvasToDOM(net.getPosition(next));
    if (x < 20 || y < 20 || x > picture.box.clientWidth - 20 || y > picture.box.clientHeight - 20)
      net.moveTo({ position: net.getPosition(next) });
    picture.chosen = event.shiftKey ? [...new Set([...chosen, next])] : [next];
    net.selectNodes(picture.chosen);
    const number = net.getConnectedNodes(next).length;
    picture.say.textContent = `${picture.marks.get(next).title}, ${number} ties`;
  } else if (event.key === "Enter") choose(picture, chosen.length ? chosen : [current]);
  else if (event.key === "Escape") choose(picture, []);
  else if (event.key === "e") picture.tell("widen", current);
  else if (event.key === "z") picture.tell("undo", Date.now());
  else if (event.key === "+" || event.key === "-") zoom(picture, event.key === "+" ? 1.25 : 0.8);
  else if (event.key === "0") fit(picture);
  else return;
  event.preventDefault();
}

// The nearest entry in the direction of the arrow.
function neighbour({ net, marks }, from, [dx, dy]) {
  const start = net.getPosition(from);
  let best = null,
    least = Infinity;
  for (const entry of marks.values()) {
    if (entry.id === from || entry.out) continue;
    const { x, y } = net.getPosition(entry.id),
      right = x - start.x,
      down = y - start.y;
    const along = right * dx + down * dy,
      aside = Math.abs(right * dy) + Math.abs(down * dx);
    if (along > 1 && along + 2 * aside < least) [best, least] = [entry.id, along + 2 * aside];
  }
  return best;
}
