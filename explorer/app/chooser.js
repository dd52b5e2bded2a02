// A field in which entries are chosen by name. What is listed, and in which order, the app decides;
// here is the typing.
let number = 0;

export default function ({ parentElement, data, setStateValue, setTriggerValue }) {
  const root = parentElement.querySelector(".lk-choose");
  const field = (root.lkField ??= create(root));
  Object.assign(field, {
    data,
    say: (text) => setStateValue("typed", text),
    send: (steps) => setTriggerValue("took", steps),
  });
  field.name.textContent = data.label;
  field.root.classList.toggle("bare", data.bare);
  field.input.placeholder = data.placeholder;
  chips(field);
  again(field);
  if (data.typed === field.input.value.trim()) {
    listed(field);
    list(field);
    if (field.enter) ((field.enter = false), enter(field));
  }
}

function create(root) {
  const [name, held, input, offer] = [".name", ".held", "input", "ul"].map((part) =>
    root.querySelector(part),
  );
  const field = {
    root,
    name,
    held,
    input,
    offer,
    hits: [],
    at: -1,
    open: false,
    enter: false,
    steps: [],
    last: 0,
    id: `lk-choose-${++number}`,
  };
  name.id = `${field.id}-name`;
  offer.id = `${field.id}-list`;
  input.setAttribute("aria-labelledby", name.id);
  input.setAttribute("aria-controls", offer.id);
  name.addEventListener("click", () => input.focus());
  input.addEventListener("input", () => {
    field.open = true;
    field.enter = false;
    clearTimeout(field.wait);
    field.wait = setTimeout(() => tell(field), 140);
  });
  input.addEventListener("focus", () => ((field.open = true), list(field)));
  input.addEventListener("blur", () =>
    setTimeout(() => root.contains(root.getRootNode().activeElement) || close(field), 120),
  );
  input.addEventListener("keydown", (event) => keys(field, event));
  addEventListener("popstate", () => clearTimeout(field.wait));
  // seen from now on: what is typed before anybody listens would be lost
  root.classList.add("ready");
  return field;
}

// What was taken or dropped is told in numbered steps, and told again until the app says that it
// has them: a page that is being
// drawn, or drawn anew for something else, may lose a message.
function took(field, what) {
  field.last = Math.max(field.last, field.data.done) + 1;
  field.steps.push({ number: field.last, ...what });
  field.send(field.steps);
}

function again(field) {
  field.steps = field.steps.filter((step) => step.number > field.data.done);
  if (field.steps.length) field.send(field.steps);
}

function listed(field) {
  field.hits = field.data.hits;
  field.at = field.hits.length && field.hits[0].holds && field.data.typed ? 0 : -1;
}

function tell(field) {
  clearTimeout(field.wait);
  field.say(field.input.value.trim());
}

function keys(field, event) {
  const { hits, input } = field;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    field.open = true;
    if (hits.length)
      field.at =
        (field.at + (event.key === "ArrowDown" ? 1 : field.at < 0 ? 0 : -1) + hits.length) %
        hits.length;
    list(field);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (field.data.typed === input.value.trim()) {
      if (!hits.length) listed(field); // the same was typed once more
      return enter(field);
    }
    field.enter = true; // what is listed is not yet for what was typed
    tell(field);
  } else if (event.key === "Escape") {
    event.stopPropagation();
    close(field);
  } else if (event.key === "Backspace" && !input.value && field.data.chosen.length) {
    took(field, { drop: field.data.chosen.at(-1).id });
  }
}

// Enter takes what is marked. Nothing is marked that does not hold what was typed, unless an arrow
// key went there.
function enter(field) {
  if (field.at >= 0 && field.hits[field.at]) take(field, field.hits[field.at]);
  else if (field.input.value.trim() && !field.hits.length && field.data.fresh)
    take(field, { id: field.input.value.trim() });
}

function take(field, hit) {
  if (hit.address) return field.offer.children[field.hits.indexOf(hit)].querySelector("a").click();
  field.input.value = "";
  field.hits = [];
  close(field);
  took(field, { add: hit.id });
}

// A way to a profile was taken: the field is empty there. Nothing is asked of the app now, for an
// answer for this page must not
// arrive while the other is being drawn.
function left(field) {
  clearTimeout(field.wait);
  field.input.value = "";
  close(field);
}

function close(field) {
  field.open = false;
  list(field);
}

function chips(field) {
  const { held, data } = field;
  held.replaceChildren(
    ...data.chosen.map(({ id, name }) => {
      const chip = document.createElement("button");
      chip.type = "button";
      chip.textContent = name;
      chip.setAttribute("aria-label", `Take out ${name}`);
      chip.addEventListener("click", () => took(field, { drop: id }));
      return chip;
    }),
  );
}

function list(field) {
  const { offer, input, hits, data } = field;
  const items = hits.map((hit, at) => {
    const item = document.createElement("li");
    item.id = `${field.id}-${at}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(at === field.at));
    if (!hit.holds) item.classList.add("near");
    const words = document.createElement(hit.address ? "a" : "span");
    words.textContent = hit.name;
    if (hit.address) Object.assign(words, { href: hit.address, target: "_self", tabIndex: -1 });
    item.append(words);
    if (hit.second)
      item.append(Object.assign(document.createElement("small"), { textContent: hit.second }));
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", (event) =>
      hit.address && event.target.closest("a") ? left(field) : take(field, hit),
    );
    return item;
  });
  const typed = input.value.trim();
  if (typed && data.typed === typed && data.fresh) {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.textContent = `Another: “${typed}”`;
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => take(field, { id: typed }));
    items.push(item);
  }
  if (typed && data.typed === typed && !hits.length && !data.fresh) {
    items.push(
      Object.assign(document.createElement("li"), {
        textContent: "Nothing has a name like that; try a part of it.",
        className: "none",
      }),
    );
  }
  offer.replaceChildren(...items);
  offer.hidden = !field.open || !items.length;
  input.setAttribute("aria-expanded", String(!offer.hidden));
  if (offer.hidden || field.at < 0) input.removeAttribute("aria-activedescendant");
  else input.setAttribute("aria-activedescendant", `${field.id}-${field.at}`);
}
