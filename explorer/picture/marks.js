// How entries and their names are drawn. Shapes are those of the legend; each keeps an outline in
// ink, so that pale fills stay clear.
const FONT = '"Public Sans", "Linkages CJK", sans-serif';
const OUTLINES = paths(SHAPES.outlines),
  MIDDLES = paths(SHAPES.middles);

function paths(texts) {
  return new Map(Object.entries(texts).map(([shape, text]) => [shape, new Path2D(text)]));
}

function mark(
  pen,
  { x, y, shape, size, color, dotted, unsaid, fade, hollow },
  ink,
  paper,
  chosen,
  hover,
) {
  const scale = size / SHAPES.half;
  pen.save();
  pen.translate(x, y);
  pen.globalAlpha = fade ? 0.16 : 1;
  pen.save();
  pen.scale(scale, scale);
  pen.translate(-SHAPES.middle, -SHAPES.middle);
  pen.fillStyle = dotted || hollow ? paper : color;
  pen.fill(OUTLINES.get(shape));
  pen.lineWidth = (dotted ? 1.8 : hover ? 2.4 : 1.4) / scale;
  pen.strokeStyle = dotted ? color : ink;
  if (dotted) pen.setLineDash([2.4 / scale, 2.4 / scale]);
  pen.stroke(OUTLINES.get(shape));
  if (MIDDLES.has(shape) && !dotted) {
    pen.fillStyle = ink;
    pen.fill(MIDDLES.get(shape));
  }
  if (unsaid) {
    // three points: something may not be shown here
    pen.setLineDash([]);
    pen.fillStyle = ink;
    pen.beginPath();
    for (const dx of [-3.6, 0, 3.6]) pen.rect(SHAPES.middle + dx - 1, SHAPES.middle - 1, 2, 2);
    pen.fill();
  }
  pen.restore();
  if (chosen) {
    pen.lineWidth = 2.4;
    pen.strokeStyle = ink;
    pen.strokeRect(-size - 5, -size - 5, 2 * size + 10, 2 * size + 10);
  }
  pen.restore();
}

function cut({ name, side }, longest) {
  const most = side ? 26 : longest;
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

function measured(picture, pen, text, bold, scale) {
  const widths = (picture.widths ??= new Map()),
    key = `${bold}${text}`;
  let wide = widths.get(key);
  if (wide === undefined) {
    pen.font = `${bold ? 600 : 500} ${13 / scale}px ${FONT}`;
    widths.set(key, (wide = pen.measureText(text).width * scale));
  }
  return wide;
}

// So many of the most important names rather cover a mark than go missing.
const MATTER = 12;

// From a mark to a name that stands further out.
function leader(pen, at, from, to, picture, scale) {
  pen.save();
  pen.beginPath();
  pen.moveTo(at.x + from, at.y);
  pen.lineTo(at.x + to, at.y);
  pen.strokeStyle = picture.quiet;
  pen.lineWidth = 0.8 / scale;
  pen.stroke();
  pen.restore();
}

// Names, the most important first; none lies on another or on a mark. Their size on the screen
// never changes.
function names(picture, pen) {
  const { net, box, marks } = picture,
    scale = net.getScale(),
    taken = [],
    chosen = new Set(net.getSelectedNodes());
  const visible = [];
  for (const entry of marks.values()) {
    if (entry.out) continue;
    const at = net.getPosition(entry.id),
      on = net.canvasToDOM(at);
    if (on.x < -20 || on.y < -20 || on.x > box.clientWidth + 20 || on.y > box.clientHeight + 20)
      continue;
    visible.push([entry, at, on]);
    if (marks.size < 400)
      taken.push([
        on.x - entry.size * scale,
        on.y - entry.size * scale,
        on.x + entry.size * scale,
        on.y + entry.size * scale,
        entry.id,
      ]);
  }
  const first = (entry) =>
    chosen.has(entry.id) ? 2 : entry.id === picture.over ? 3 : picture.found?.has(entry.id) ? 1 : 0;
  visible.sort((a, b) => first(b[0]) - first(a[0]) || b[0].weight - a[0].weight);
  pen.textBaseline = "middle";
  pen.lineJoin = "round";
  pen.lineWidth = 4 / scale;
  pen.strokeStyle = picture.paper;
  const middle = box.clientWidth / 2;
  let drawn = 0,
    tried = 0;
  picture.named = [];
  picture.taken = taken;
  for (const [entry, at, on] of visible) {
    // beyond that nothing finds room, and measuring takes time
    if (drawn >= 90 || ++tried > 600) break;
    if (entry.fade && !first(entry)) continue;
    const text = first(entry) > 1 ? entry.name.slice(0, 90) : cut(entry, picture.most),
      bold = first(entry) > 1 || entry.strong;
    const wide = measured(picture, pen, text, bold, scale),
      off = entry.size * scale + 6;
    const sides = {
      r: [off, 0],
      l: [-off - wide, 0],
      b: [-wide / 2, off + 6],
      t: [-wide / 2, -off - 6],
    };
    const order = entry.side
      ? [entry.side]
      : on.x < middle - 40
        ? ["l", "r", "b", "t"]
        : ["r", "l", "b", "t"];
    const blocked = ([dx, dy]) => {
      const frame = [on.x + dx - 2, on.y + dy - 7, on.x + dx + wide + 2, on.y + dy + 7];
      return taken.some((other) => other[4] !== entry.id && overlaps(frame, other));
    };
    // beside marks that stand further out: beyond them
    const outer = entry.side === "l" ? -1 : entry.side === "r" ? 1 : 0;
    const further = outer
      ? [0, 8, 16, 24, 32, 44, 56, 70]
          .map((by) => [sides[entry.side][0] + outer * by, 0])
          .find((its) => !blocked(its))
      : null;
    const free = (over) =>
      order
        .map((side) => sides[side])
        .find(([dx, dy]) => {
          if (entry.side) return true;
          const frame = [on.x + dx - 2, on.y + dy - 8, on.x + dx + wide + 2, on.y + dy + 8];
          const inside =
            frame[0] > 2 &&
            frame[2] < box.clientWidth - 2 &&
            frame[1] > 2 &&
            frame[3] < box.clientHeight - 2;
          return (
            (inside || first(entry)) &&
            !taken.some(
              (other) =>
                other[4] !== entry.id && !(over && other[4]) && overlaps(frame, other),
            )
          );
        });
    const place =
      further ??
      free(false) ??
      (tried <= MATTER ? free(true) : null) ??
      (first(entry) > 1 ? sides.r : null);
    if (!place) continue;
    taken.push([
      on.x + place[0] - 2,
      on.y + place[1] - 8,
      on.x + place[0] + wide + 2,
      on.y + place[1] + 8,
    ]);
    picture.named.push(entry.id);
    drawn++;
    pen.font = `${bold ? 600 : 500} ${13 / scale}px ${FONT}`;
    if (further && further[0] !== sides[entry.side][0])
      leader(
        pen,
        at,
        entry.size * outer,
        (place[0] + (outer < 0 ? wide + 3 : -3)) / scale,
        picture,
        scale,
      );
    const x = at.x + place[0] / scale,
      y = at.y + place[1] / scale;
    pen.strokeText(text, x, y);
    pen.fillStyle = entry.dotted ? picture.quiet : picture.ink;
    pen.fillText(text, x, y);
  }
  notes(picture, pen, taken, scale);
}

// Whether two frames on the screen, each left, top, right and bottom, lie over each other.
function overlaps(one, other) {
  return one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
}

// What stands between entries, moved to the left where the frame ends, and never over a name or a
// mark: where it finds no room it is left out, for the legend holds its number too.
function notes(picture, pen, taken, scale) {
  const { net, box } = picture;
  picture.noted = [];
  pen.font = `400 ${12 / scale}px ${FONT}`;
  pen.fillStyle = picture.quiet;
  for (const { x, y, text } of picture.notes) {
    const on = net.canvasToDOM({ x, y }),
      wide = pen.measureText(text).width * scale,
      over = Math.max(0, on.x + wide + 4 - box.clientWidth),
      place = [on.x - over, on.y - 7, on.x - over + wide, on.y + 7];
    if (taken.some((other) => overlaps(place, other))) continue;
    taken.push(place);
    picture.noted.push({ text, place });
    pen.strokeText(text, x - over / scale, y);
    pen.fillText(text, x - over / scale, y);
  }
}
