// The form of one member, in one file that needs no network: answers stay in the page until its
// file is made.
const form = JSON.parse(document.getElementById("form").textContent);
const list = document.getElementById("list");

/** An element with its fields and what stands inside. */
const element = (name, fields = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), fields);
  made.append(...inside);
  return made;
};
const words = (textContent) => element("span", { textContent });
const label = (textContent, input) => element("label", {}, words(textContent), input);
const box = (textContent, input) =>
  element("label", { className: "box" }, input, words(textContent));
const option = (value, textContent) => element("option", { value, textContent });
const checkbox = () => element("input", { type: "checkbox" });

const rows = form.delegations.map((delegation) => {
  const said = element("select");
  const choices = Object.entries({ "": "Not answered", ...form.answers });
  said.append(...choices.map(([value, textContent]) => option(value, textContent)));
  const since = element("input", {
    type: "text",
    inputMode: "numeric",
    placeholder: "2024 or 2024-05",
    pattern: "\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?",
    title: "a year, a month or a day: 2024, 2024-05 or 2024-05-31",
  });
  const issues = form.issues
    .filter(({ id }) => delegation.issues.includes(id))
    .map(({ id, name }) => ({ id, box: checkbox(), name }));
  const ask = checkbox();
  const note = element("input", {
    type: "text",
    maxLength: 200,
    placeholder: "bodies and roles, no persons",
  });

  const legend = element("legend", { textContent: "On what" });
  const about = issues.map((issue) => box(issue.name, issue.box));
  const more = element(
    "div",
    { className: "more", hidden: true },
    label("Since when", since),
    element("fieldset", {}, legend, ...about),
    box("You may ask us to introduce others there", ask),
    label("A remark", note),
  );
  said.addEventListener("change", () => ((more.hidden = said.value !== "yes"), count()));

  const row = element(
    "section",
    { className: "row" },
    element("h2", { textContent: delegation.name }),
    element("p", { textContent: delegation.full }),
    label("Do you know somebody there?", said),
    more,
  );
  list.append(row);
  return { delegation, said, since, issues, ask, note, row };
});

/** What was answered so far, by delegation. */
function answers() {
  const given = rows.filter(({ said }) => said.value);
  return given.map(({ delegation, said, since, issues, ask, note }) => {
    const yes = said.value === "yes";
    return {
      delegation: delegation.id,
      said: said.value,
      since: yes ? since.value.trim() : "",
      issues: yes ? issues.filter((issue) => issue.box.checked).map(({ id }) => id) : [],
      may_ask: yes && ask.checked,
      note: yes ? note.value.trim() : "",
    };
  });
}

/** Say how many are answered; a file can be made once one is. */
function count() {
  const number = answers().length;
  document.getElementById("count").textContent = `${number} of ${rows.length} answered`;
  document.getElementById("make").disabled = !number;
}

/** Today as a file has it, by the clock of who fills in. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
}

/** Hand a text over as a file. */
function download(text, name) {
  const href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = element("a", { href, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

/** Letters without capitals and accents, as people type them. */
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

document.getElementById("find").addEventListener("input", (event) => {
  const wanted = plain(event.target.value.trim());
  for (const { delegation, row } of rows) {
    row.hidden = !plain(`${delegation.name} ${delegation.full}`).includes(wanted);
  }
});
document.getElementById("make").addEventListener("click", () => {
  const wrong = rows.find(({ said, since }) => said.value === "yes" && !since.validity.valid);
  if (wrong) {
    wrong.row.hidden = false;
    wrong.since.reportValidity(); // goes there and says how a date is written
    return;
  }
  const { form: kind, version, member, made } = form;
  const day = today();
  const file = { form: kind, version, member, made, filled: day, answers: answers() };
  const text = JSON.stringify(file, null, 1);
  download(text, `answers-${member}-${day}.json`);

  const copy = document.getElementById("copy");
  copy.hidden = false;
  copy.querySelector("textarea").value = text;
});
count();
