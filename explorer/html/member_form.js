// The form of one member, in one file that needs no network: answers stay in the page until its file is made.
const told = JSON.parse(document.getElementById("told").textContent);
const list = document.getElementById("list");
const element = (name, fields = {}, ...inside) => {
  const made = Object.assign(document.createElement(name), fields);
  made.append(...inside);
  return made;
};
const label = (words, input) => element("label", {}, element("span", { textContent: words }), input);

const rows = told.delegations.map((delegation) => {
  const said = element("select");
  said.append(element("option", { value: "", textContent: "Not answered" }), ...Object.entries(told.answers).map(([value, textContent]) => element("option", { value, textContent })));
  const since = element("input", { type: "text", inputMode: "numeric", placeholder: "2024 or 2024-05", pattern: "\\d{4}(-\\d{2}(-\\d{2})?)?" });
  const issues = told.issues.filter(({ id }) => delegation.issues.includes(id)).map(({ id, name }) => ({ id, box: element("input", { type: "checkbox" }), name }));
  const ask = element("input", { type: "checkbox" });
  const note = element("input", { type: "text", maxLength: 200, placeholder: "bodies and roles, no persons" });
  const more = element("div", { className: "more", hidden: true },
    label("Since when", since),
    element("fieldset", {}, element("legend", { textContent: "On what" }), ...issues.map(({ box, name }) => element("label", { className: "box" }, box, element("span", { textContent: name })))),
    element("label", { className: "box" }, ask, element("span", { textContent: "You may ask us to introduce others there" })),
    label("A remark", note));
  said.addEventListener("change", () => ((more.hidden = said.value !== "yes"), count()));
  const row = element("section", { className: "row" }, element("h2", { textContent: delegation.name }), element("p", { textContent: delegation.full }), label("Do you know somebody there?", said), more);
  list.append(row);
  return { delegation, said, since, issues, ask, note, row };
});

function answers() {
  return rows.filter(({ said }) => said.value).map(({ delegation, said, since, issues, ask, note }) => {
    const yes = said.value === "yes";
    return {
      delegation: delegation.id,
      said: said.value,
      since: yes && since.validity.valid ? since.value.trim() : "",
      issues: yes ? issues.filter(({ box }) => box.checked).map(({ id }) => id) : [],
      may_ask: yes && ask.checked,
      note: yes ? note.value.trim() : "",
    };
  });
}

function count() {
  const number = answers().length;
  document.getElementById("count").textContent = `${number} of ${rows.length} answered`;
  document.getElementById("make").disabled = !number;
}

document.getElementById("find").addEventListener("input", (event) => {
  const wanted = event.target.value.trim().toLowerCase();
  for (const { delegation, row } of rows) row.hidden = !`${delegation.name} ${delegation.full}`.toLowerCase().includes(wanted);
});
document.getElementById("make").addEventListener("click", () => {
  const now = new Date();
  const day = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
  const text = JSON.stringify({ form: told.form, version: told.version, member: told.member, made: told.made, filled: day, answers: answers() }, null, 1);
  const link = element("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: `answers-${told.member}-${day}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  const copy = document.getElementById("copy");
  copy.hidden = false;
  copy.querySelector("textarea").value = text;
});
count();
