// A tie can be looked at like an entry: by a click on its line, or with T from the entry that is
// chosen.
const AROUND = [
  [0, 0],
  [6, 0],
  [-6, 0],
  [0, 6],
  [0, -6],
];

// How a line goes: in columns sideways, several between the same two bent apart, any other
// straight.
function course(tie, columns) {
  if (tie.bend)
    return {
      enabled: true,
      type: tie.bend > 0 ? "curvedCCW" : "curvedCW",
      roundness: Math.abs(tie.bend),
    };
  return columns
    ? { enabled: true, type: "cubicBezier", forceDirection: "horizontal", roundness: 0.5 }
    : { enabled: false };
}

// The tie under a point, or within six pixels of it however small the picture is drawn.
function tieAt({ net, edges }, { x, y }) {
  for (const [dx, dy] of AROUND) {
    const id = net.getEdgeAt({ x: x + dx, y: y + dy });
    if (id !== undefined && !edges.get(id)?.hidden) return id;
  }
  return null;
}

// What a tie says, read from one end to the other.
function read(picture, id) {
  const tie = picture.edges.get(id),
    name = (end) => picture.marks.get(end)?.name ?? end;
  return `${name(tie.from)} ${tie.title} ${name(tie.to)}`;
}

// The ties of an entry as a hand goes round it.
function around({ net, edges }, id) {
  const at = net.getPosition(id);
  const turn = (tie) => {
    const other = net.getPosition(tie.from === id ? tie.to : tie.from);
    return Math.atan2(other.y - at.y, other.x - at.x);
  };
  const found = net
    .getConnectedEdges(id)
    .map((its) => edges.get(its))
    .filter((tie) => tie && !tie.hidden && tie.from !== tie.to);
  return found
    .sort((a, b) => turn(a) - turn(b) || (a.bend ?? 0) - (b.bend ?? 0) || (a.id < b.id ? -1 : 1))
    .map((tie) => tie.id);
}

// The line that is looked at stands out in ink; the one before it gets its own look back.
function ink(picture, id) {
  const { edges, inked } = picture,
    known = id && edges.get(id) ? id : null;
  if (inked && inked !== known && edges.get(inked)) {
    const { color, width } = picture.looks.get(inked);
    edges.update({ id: inked, color, width });
  }
  if (known) {
    const all = picture.ink,
      wide = picture.looks.get(known).width + 2;
    edges.update({
      id: known,
      color: { color: all, highlight: all, hover: all, opacity: 1 },
      width: wide,
    });
  }
  picture.inked = known;
}

// One tie on from the one that is looked at; `by` is 1 or -1.
function step(picture, from, by) {
  const ties = around(picture, from),
    now = ties.indexOf(picture.at);
  if (!ties.length) {
    picture.say.textContent = "No tie of it is in the picture";
    return;
  }
  picture.at =
    ties[now < 0 ? (by > 0 ? 0 : ties.length - 1) : (now + by + ties.length) % ties.length];
  ink(picture, picture.at);
  const turn = ties.indexOf(picture.at) + 1;
  picture.say.textContent = `${read(picture, picture.at)}, tie ${turn} of ${ties.length}`;
}

// The keys while a tie is looked at; true when one of them was meant.
function tieKeys(picture, event, current) {
  const { key } = event;
  if (key === "t" || key === "T") step(picture, current, key === "t" ? 1 : -1);
  else if (!picture.at) return false;
  else if (key === "ArrowRight" || key === "ArrowDown") step(picture, current, 1);
  else if (key === "ArrowLeft" || key === "ArrowUp") step(picture, current, -1);
  else if (key === "Enter") choose(picture, picture.chosen, picture.at);
  else if (key === "Escape") choose(picture, picture.chosen);
  else return false;
  return true;
}

// What stands on a line itself, where it finds room beside the names.
function onLines(picture, pen) {
  const { net, worded, taken } = picture,
    scale = net.getScale();
  for (const tie of worded) {
    if (
      picture.edges.get(tie.id)?.hidden ||
      [tie.from, tie.to].some((id) => picture.marks.get(id).out || picture.marks.get(id).fade)
    )
      continue;
    const a = net.getPosition(tie.from),
      b = net.getPosition(tie.to),
      bend = tie.bend ?? 0;
    const wide = (measured(picture, pen, tie.words, false, scale) * 12) / 13;
    for (const t of [0.5, 0.62, 0.4, 0.72]) {
      const x = a.x + (b.x - a.x) * t + (bend / 2) * (b.y - a.y),
        y = a.y + (b.y - a.y) * t - (bend / 2) * (b.x - a.x),
        on = net.canvasToDOM({ x, y });
      const frame = [on.x - wide / 2 - 2, on.y - 7, on.x + wide / 2 + 2, on.y + 7];
      if (taken.some((other) => overlaps(frame, other))) continue;
      taken.push(frame);
      pen.font = `500 ${12 / scale}px ${FONT}`;
      pen.textAlign = "center";
      pen.strokeText(tie.words, x, y);
      pen.fillStyle = picture.quiet;
      pen.fillText(tie.words, x, y);
      pen.textAlign = "start";
      break;
    }
  }
}
