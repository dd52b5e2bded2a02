// The picture in its frame: the letters it needs, its size, its zoom.

// A drawing does not wait for its letters by itself: those that the names need are asked for first.
function letters(names) {
  return Promise.all(
    ["500", "600"].map((weight) => document.fonts.load(`${weight} 13px ${FONT}`, names)),
  );
}

// The frame got another size: a picture that nobody has moved is fitted into it, any other keeps
// its zoom and its middle.
function resized(picture) {
  const { net, box } = picture,
    [wide, high] = picture.sized ?? [0, 0];
  if (!box.clientWidth || (box.clientWidth === wide && box.clientHeight === high)) return;
  picture.sized = [box.clientWidth, box.clientHeight];
  const scale = net.getScale(),
    position = net.DOMtoCanvas({ x: wide / 2, y: high / 2 });
  net.setSize("100%", "100%");
  if (wide && picture.moved) net.moveTo({ scale, position });
  else if (picture.fitted) fit(picture);
  net.redraw();
}

// The whole picture with room for the names: those that stand on a fixed side are measured, the
// others get a margin.
function fit(picture) {
  const { net, box, marks } = picture;
  const shown = [...marks.values()].filter((entry) => !entry.out);
  if (!shown.length) return;
  const pen = box.querySelector("canvas").getContext("2d"),
    at = shown.map((entry) => net.getPosition(entry.id));
  pen.font = `600 13px ${FONT}`;
  const [x0, x1] = [Math.min(...at.map((p) => p.x)), Math.max(...at.map((p) => p.x))],
    [y0, y1] = [Math.min(...at.map((p) => p.y)), Math.max(...at.map((p) => p.y))];
  const width = (entry) =>
    pen.measureText(cut(entry, 30)).width / (globalThis.devicePixelRatio || 1);
  const room = (side, edge) =>
    Math.max(
      30,
      ...shown
        .filter(
          (entry, i) => entry.side === side && (picture.data.ring || Math.abs(at[i].x - edge) < 1),
        )
        .map((entry) => width(entry) + 24),
    );
  const free = shown.every((entry) => !entry.side) ? Math.min(90, box.clientWidth / 6) : 0;
  const left = free || room("l", x0),
    right = free || room("r", x1),
    wide = box.clientWidth - left - right;
  if (box.clientWidth < 480) {
    // a phone is narrow: as high as the picture is at full width, and no higher
    const scaled = (y1 - y0) * Math.min(1.5, wide / (x1 - x0 || 1)) + 64;
    box.style.height = `${Math.round(Math.max(260, Math.min(picture.height, scaled)))}px`;
    picture.sized = [box.clientWidth, box.clientHeight];
    net.setSize("100%", "100%");
  }
  // the margins are made for single entries: bubbles reach further
  const more = 2 * Math.max(0, ...shown.map((entry) => entry.size - 17));
  const scale = Math.min(
    1.5,
    wide / (x1 - x0 + more || 1),
    (box.clientHeight - 56) / (y1 - y0 + more || 1),
  );
  const spare = (wide - (x1 - x0) * scale) / 2;
  picture.fitted = true;
  picture.moved = false;
  net.moveTo({
    scale,
    position: { x: x0 + (box.clientWidth / 2 - left - spare) / scale, y: (y0 + y1) / 2 },
  });
}

function zoom(picture, by) {
  const { net } = picture;
  picture.moved = true;
  net.moveTo({ scale: net.getScale() * by });
}
