// Rows and items are put in order with two buttons; the number field is what is saved, also without this script.
const parts = (group) => [...group.querySelectorAll(".inline-related:not(.empty-form)")];
const position = (part) => part.querySelector("[name$='-position']");

function renumber(group) {
  parts(group).forEach((part, index) => {
    position(part).value = index;
  });
}

function move(part, group, step) {
  const list = parts(group);
  const other = list[list.indexOf(part) + step];
  if (!other) return;
  if (step < 0) other.before(part);
  else other.after(part);
  renumber(group);
  part.querySelector(`[data-step='${step}']`).focus();
}

function addButtons(part, group) {
  const heading = part.querySelector("h3");
  if (!heading || heading.querySelector(".move")) return;
  const buttons = document.createElement("span");
  buttons.className = "move";
  for (const [step, sign, name] of [[-1, "↑", "위로"], [1, "↓", "아래로"]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = sign;
    button.dataset.step = step;
    button.setAttribute("aria-label", name);
    button.addEventListener("click", () => move(part, group, step));
    buttons.append(button);
  }
  heading.append(buttons);
}

// After a refusal the server sends the new parts last; the editor had them in this order.
function putInOrder(group) {
  const list = parts(group).sort((one, other) => position(one).value - position(other).value);
  group.querySelector(".empty-form")?.before(...list);
}

for (const group of document.querySelectorAll(".inline-group")) {
  putInOrder(group);
  parts(group).forEach((part) => addButtons(part, group));
}

document.addEventListener("formset:added", (event) => {
  const group = event.target.closest(".inline-group");
  addButtons(event.target, group);
  renumber(group);
});
