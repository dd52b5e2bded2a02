// How entries and their names are drawn. Shapes are those of the legend; each keeps an outline in ink, so that pale fills stay clear.
const PATHS = {
  circle: (c, r) => c.arc(0, 0, r * 0.92, 0, 7),
  ring: (c, r) => c.arc(0, 0, r * 0.85, 0, 7),
  square: (c, r) => c.rect(-r * 0.84, -r * 0.84, r * 1.68, r * 1.68),
  diamond: (c, r) => corners(c, r * 1.08, 4, -90),
  hexagon: (c, r) => corners(c, r, 6, 0),
  pentagon: (c, r) => corners(c, r, 5, -90),
  triangle: (c, r) => corners(c, r * 1.1, 3, -90, 0.14),
  triangleDown: (c, r) => corners(c, r * 1.1, 3, 90, -0.14),
  bar: (c, r) => c.rect(-r, -r * 0.4, r * 2, r * 0.8),
  door(c, r) {
    c.moveTo(-r * 0.68, r * 0.95);
    c.lineTo(-r * 0.68, -r * 0.2);
    c.arc(0, -r * 0.2, r * 0.68, Math.PI, 0);
    c.lineTo(r * 0.68, r * 0.95);
    c.closePath();
  },
  star(c, r) {
    for (let i = 0; i < 10; i++) {
      const out = (i % 2 ? 0.45 : 1.05) * r, at = (Math.PI / 5) * i - Math.PI / 2;
      c.lineTo(Math.cos(at) * out, Math.sin(at) * out);
    }
    c.closePath();
  },
  flag(c, r) {
    c.moveTo(-r * 0.6, r);
    c.lineTo(-r * 0.6, -r);
    c.lineTo(r * 0.85, -r);
    c.lineTo(r * 0.4, -r * 0.4);
    c.lineTo(r * 0.85, r * 0.2);
    c.lineTo(-r * 0.6, r * 0.2);
  },
};

function corners(c, r, number, from, down = 0) {
  for (let i = 0; i < number; i++) {
    const at = ((from + (360 / number) * i) * Math.PI) / 180;
    c.lineTo(Math.cos(at) * r, Math.sin(at) * r + down * r);
  }
  c.closePath();
}

function mark(c, { x, y, shape, size, color, dotted, fade }, ink, paper, chosen, hover) {
  c.save();
  c.translate(x, y);
  c.globalAlpha = fade ? 0.16 : 1;
  c.beginPath();
  (PATHS[shape] ?? PATHS.circle)(c, size);
  c.fillStyle = dotted ? paper : shape === "ring" && color.toUpperCase() === "#FBFAF7" ? paper : color;
  c.fill();
  c.lineWidth = dotted ? 1.8 : hover ? 2.4 : 1.4;
  c.strokeStyle = dotted ? color : ink;
  if (dotted) c.setLineDash([2.4, 2.4]);
  c.stroke();
  c.setLineDash([]);
  if (shape === "ring" && !dotted) {
    c.beginPath();
    c.arc(0, 0, size * 0.24, 0, 7);
    c.fillStyle = ink;
    c.fill();
  }
  if (chosen) {
    c.lineWidth = 2.4;
    c.strokeStyle = ink;
    c.strokeRect(-size - 5, -size - 5, 2 * size + 10, 2 * size + 10);
  }
  c.restore();
}

function cut({ name, side }, longest) {
  const most = side ? 26 : longest;
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}

function measured(picture, c, text, bold, scale) {
  const widths = (picture.widths ??= new Map()), key = `${bold}${text}`;
  let wide = widths.get(key);
  if (wide === undefined) {
    c.font = `${bold ? 600 : 500} ${13 / scale}px ${FONT}`;
    widths.set(key, (wide = c.measureText(text).width * scale));
  }
  return wide;
}

// Names, the most important first; none lies on another or on a mark. Their size on the screen never changes.
function names(picture, c) {
  const { net, box, marks } = picture, scale = net.getScale(), taken = [], chosen = new Set(net.getSelectedNodes());
  const visible = [];
  for (const entry of marks.values()) {
    if (entry.out) continue;
    const at = net.getPosition(entry.id), on = net.canvasToDOM(at);
    if (on.x < -20 || on.y < -20 || on.x > box.clientWidth + 20 || on.y > box.clientHeight + 20) continue;
    visible.push([entry, at, on]);
    if (marks.size < 400) taken.push([on.x - entry.size * scale, on.y - entry.size * scale, on.x + entry.size * scale, on.y + entry.size * scale, entry.id]);
  }
  const first = (entry) => (chosen.has(entry.id) ? 2 : entry.id === picture.over ? 3 : picture.found?.has(entry.id) ? 1 : 0);
  visible.sort((a, b) => first(b[0]) - first(a[0]) || b[0].weight - a[0].weight);
  c.textBaseline = "middle";
  c.lineJoin = "round";
  c.lineWidth = 4 / scale;
  c.strokeStyle = picture.paper;
  const middle = box.clientWidth / 2;
  let drawn = 0, tried = 0;
  picture.named = [];
  for (const [entry, at, on] of visible) {
    if (drawn >= 90 || ++tried > 600) break; // beyond that nothing finds room, and measuring takes time
    if (entry.fade && !first(entry)) continue;
    const text = first(entry) > 1 ? entry.name.slice(0, 90) : cut(entry, picture.most), bold = first(entry) > 1 || entry.strong;
    const wide = measured(picture, c, text, bold, scale), off = entry.size * scale + 6;
    const sides = { r: [off, 0], l: [-off - wide, 0], b: [-wide / 2, off + 6], t: [-wide / 2, -off - 6] };
    const order = entry.side ? [entry.side] : on.x < middle - 40 ? ["l", "r", "b", "t"] : ["r", "l", "b", "t"];
    const place = order.map((side) => sides[side]).find(([dx, dy]) => {
      if (entry.side) return true;
      const frame = [on.x + dx - 2, on.y + dy - 8, on.x + dx + wide + 2, on.y + dy + 8];
      const inside = frame[0] > 2 && frame[2] < box.clientWidth - 2 && frame[1] > 2 && frame[3] < box.clientHeight - 2;
      return (inside || first(entry)) && !taken.some((other) => other[4] !== entry.id && frame[0] < other[2] && frame[2] > other[0] && frame[1] < other[3] && frame[3] > other[1]);
    }) ?? (first(entry) > 1 ? sides.r : null);
    if (!place) continue;
    taken.push([on.x + place[0] - 2, on.y + place[1] - 8, on.x + place[0] + wide + 2, on.y + place[1] + 8]);
    picture.named.push(entry.id);
    drawn++;
    c.font = `${bold ? 600 : 500} ${13 / scale}px ${FONT}`;
    const x = at.x + place[0] / scale, y = at.y + place[1] / scale;
    c.strokeText(text, x, y);
    c.fillStyle = entry.dotted ? picture.quiet : picture.ink;
    c.fillText(text, x, y);
  }
  for (const { x, y, text } of picture.notes) {
    c.font = `400 ${12 / scale}px ${FONT}`;
    c.fillStyle = picture.quiet;
    const over = net.canvasToDOM({ x, y }).x + c.measureText(text).width * scale + 4 - box.clientWidth, left = x - Math.max(0, over) / scale;
    c.strokeText(text, left, y);
    c.fillText(text, left, y);
  }
}
