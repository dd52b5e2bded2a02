// The legend: each label with its mark, each kind of tie with its line. Pressing one takes it out
// of the picture, or puts it back.
function legend(picture, data) {
  const { frame } = picture,
    box = frame.querySelector(".lk-keys");
  box.replaceChildren();
  picture.keys = [];
  row(picture, box, data.keys, "label");
  row(picture, box, data.lines, "tie");
  const hues = document.createElement("div");
  for (const hue of data.hues) {
    const item = document.createElement("span");
    const dot = document.createElement("i");
    if (hue.color) dot.style.background = hue.color;
    else dot.className = "none";
    item.append(dot, `${hue.says} `, small(String(hue.number)));
    hues.append(item);
  }
  if (data.sizes) {
    const sizes = document.createElement("span");
    sizes.textContent = data.sizes;
    hues.append(sizes);
  }
  if (hues.childElementCount) box.append(hues);
}

function row(picture, box, keys, what) {
  const line = document.createElement("div");
  for (const key of keys) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(sample(picture, key), `${key.says} `, small(""));
    button.onclick = () => {
      const out = button.getAttribute("aria-pressed") === "true";
      const now = picture.waiting ?? { ...NOTHING };
      const part = what === "label" ? "hide" : "off";
      obey(picture, {
        ...now,
        [part]: out ? [...now[part], key.code] : now[part].filter((code) => code !== key.code),
      });
      picture.tell("legend", { what, code: key.code, out });
    };
    picture.keys.push({ button, key, what });
    line.append(button);
  }
  if (keys.length) box.append(line);
}

function showPressed(picture, hide, off) {
  for (const { button, key, what } of picture.keys ?? []) {
    const out = (what === "label" ? hide : off).includes(key.code);
    button.setAttribute("aria-pressed", String(!out));
    button.title = out
      ? `Put ${key.says} back into the picture`
      : `Take ${key.says} out of the picture`;
    const hidden = key.hidden ? `, ${key.hidden} hidden` : "";
    button.querySelector("small").textContent = out
      ? `${key.shown} taken out`
      : what === "label"
        ? `${key.shown} shown${hidden}`
        : String(key.shown);
  }
}

function small(text) {
  const element = document.createElement("small");
  element.textContent = text;
  return element;
}

// A mark or a line as it stands in the picture.
function sample(picture, { shape, color, hollow, dashes, width }) {
  const canvas = document.createElement("canvas"),
    dense = globalThis.devicePixelRatio || 1,
    wide = shape ? 18 : 30;
  canvas.width = wide * dense;
  canvas.height = 18 * dense;
  canvas.style.width = `${wide}px`;
  canvas.style.height = "18px";
  const pen = canvas.getContext("2d");
  pen.scale(dense, dense);
  if (shape) mark(pen, { x: 9, y: 9, shape, size: 7.4, color, hollow }, picture.ink, picture.paper);
  else {
    pen.strokeStyle = color;
    pen.lineWidth = Math.max(1.4, width);
    pen.setLineDash(dashes || []);
    pen.beginPath();
    pen.moveTo(1, 9);
    pen.lineTo(29, 9);
    pen.stroke();
  }
  return canvas;
}
