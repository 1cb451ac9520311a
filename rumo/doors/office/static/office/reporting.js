// The grid saves each cell as it is left, walks like a spreadsheet, takes a pasted column, and loses nothing when the line drops.
const form = document.querySelector("form[data-cell]");
if (form) {
  const live = document.getElementById("sheet-live"), words = live.dataset;
  const token = form.elements.csrfmiddlewaretoken.value;
  const cells = [...form.querySelectorAll(".cell")];
  const waiting = new Set(); // cells whose text is not on the server yet
  let flying = null, pumping = false, retry = 0, shownOffline = false, preview = null, undo = null;
  const code = (cell) => cell.closest("[data-code]").dataset.code;
  const said = (cell) => document.getElementById(`${cell.id}-said`);
  const changed = (cell) => cell.value !== cell.dataset.saved;
  const node = (tag, text, kind = "") => Object.assign(document.createElement(tag), { textContent: text, className: kind });
  const tell = (text, bad = false, ...more) => { live.classList.toggle("bad", bad); live.replaceChildren(text, ...more, ...(undo ? [undo] : [])); };
  const button = (text, act) => {
    const made = Object.assign(node("button", text, "button quiet"), { type: "button" });
    made.addEventListener("click", act);
    return made;
  };

  // what the server knows of a cell goes into the hidden field too, so that the whole form may still be sent as it is
  function settle(cell, value, written) {
    cell.dataset.saved = value;
    form.elements[`was|${cell.name}`].value = value;
    if (cell.value === written) cell.value = value;
    waiting.delete(cell);
    cell.classList.remove("pending");
    cell.removeAttribute("aria-invalid");
    said(cell).replaceChildren();
  }
  function wrong(cell, text, ...more) {
    cell.setAttribute("aria-invalid", "true");
    said(cell).replaceChildren(text, ...more);
  }
  function clash(cell, text, theirs) {
    const decide = (value) => () => {
      settle(cell, theirs, "\u0000"); // from now on the other's text is what was seen
      cell.value = value;
      save(cell);
      cell.focus();
    };
    const other = node("span", `${words.other} ${theirs || words.empty}`, "other");
    wrong(cell, text, other, button(words.mine, decide(cell.value)), button(words.theirs, decide(theirs)));
  }
  function save(cell) {
    if (cell === flying) return; // looked at again when its answer comes
    if (changed(cell)) {
      waiting.add(cell);
      cell.classList.add("pending");
      pump();
    } else {
      waiting.delete(cell);
      cell.classList.remove("pending");
      wrongGone(cell);
    }
  }
  async function pump() {
    if (pumping) return;
    pumping = true;
    for (const cell of waiting) { // one after the other; what is added meanwhile comes last
      const before = cell.value;
      flying = cell;
      const reached = await send(cell);
      flying = null;
      if (!reached) break;
      if (cell.value !== before) save(cell);
    }
    pumping = false;
  }
  async function send(cell) {
    const written = cell.value;
    try {
      const body = new URLSearchParams({ csrfmiddlewaretoken: token, code: code(cell), key: cell.dataset.key, was: cell.dataset.saved, value: written });
      const answer = await fetch(form.dataset.cell, { method: "POST", body, redirect: "manual" });
      if (![200, 409, 422].includes(answer.status)) throw new Error(String(answer.status));
      const text = await answer.text(), cut = text.indexOf("\n");
      const first = cut < 0 ? text : text.slice(0, cut), rest = cut < 0 ? "" : text.slice(cut + 1);
      shownOffline = false;
      waiting.delete(cell);
      cell.classList.remove("saved");
      if (answer.status === 200) {
        settle(cell, rest, written);
        cell.classList.add("saved");
        tell(waiting.size ? `${first}; ${waiting.size} ${words.pending}` : first);
      } else {
        cell.classList.remove("pending");
        if (answer.status === 409) clash(cell, first, rest); else wrong(cell, first);
        tell(first, true);
      }
      return true;
    } catch {
      if (!shownOffline) tell(words.offline, true);
      shownOffline = true;
      clearTimeout(retry);
      retry = setTimeout(pump, 4000);
      return false;
    }
  }
  function wrongGone(cell) { cell.removeAttribute("aria-invalid"); said(cell).replaceChildren(); }
  addEventListener("online", pump);
  addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
  form.addEventListener("submit", () => waiting.clear()); // the form takes everything with it
  for (const cell of cells) cell.addEventListener("change", () => { undo = null; save(cell); });

  // columns: stage, value, story; down is the next cell of the same column
  const kind = (cell) => cell.closest("td")?.className;
  const column = (cell) => (kind(cell) ? cells.filter((other) => kind(other) === kind(cell)) : [cell]);
  function walk(cell, step) {
    const all = column(cell), next = all[all.indexOf(cell) + step];
    if (!next) return;
    next.focus();
    if (next.select) next.select();
  }
  form.addEventListener("keydown", (event) => {
    const cell = event.target.closest(".cell");
    if (!cell || event.isComposing) return;
    const number = cell.tagName === "INPUT";
    if (event.key === "Escape" && preview) { event.preventDefault(); drop(); }
    else if (event.key === "Escape" && changed(cell)) { event.preventDefault(); cell.value = cell.dataset.saved; save(cell); }
    else if (event.key === "Enter" && cell.tagName !== "SELECT" && (number || event.ctrlKey)) { event.preventDefault(); walk(cell, event.shiftKey ? -1 : 1); }
    else if (number && event.key === "ArrowDown") { event.preventDefault(); walk(cell, 1); }
    else if (number && event.key === "ArrowUp") { event.preventDefault(); walk(cell, -1); }
  });

  // a pasted block fills to the end and down; first shown, then taken, then undone if need be
  function targets(cell, lines) {
    const down = column(cell), start = down.indexOf(cell), found = [];
    lines.forEach((line, number) => {
      const first = down[start + number];
      if (!first) return;
      const across = [...(first.closest("tr")?.querySelectorAll(".cell") || [first])];
      line.forEach((text, offset) => {
        const target = across[across.indexOf(first) + offset];
        if (target) found.push([target, text.trim()]);
      });
    });
    return found;
  }
  function fit(cell, text) {
    if (cell.tagName !== "SELECT") return text;
    const option = [...cell.options].find((one) => one.text.toLowerCase() === text.toLowerCase() || one.value === text);
    return option ? option.value : cell.value;
  }
  function drop() {
    for (const [cell, , before] of preview) { cell.value = before; cell.classList.remove("proposed"); }
    preview = null;
    tell("");
  }
  form.addEventListener("paste", (event) => {
    const cell = event.target.closest(".cell"), text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (!cell || (cell.tagName === "TEXTAREA" ? !text.includes("\t") : !/[\t\n]/.test(text))) return;
    event.preventDefault();
    if (preview) drop();
    const all = targets(cell, text.split("\n").map((line) => line.split("\t")));
    const moves = all.map(([one, value]) => [one, fit(one, value), one.value]).filter(([, value, before]) => value !== before);
    if (!moves.length) { tell(words.none); return; }
    preview = moves;
    for (const [one, value] of moves) { one.value = value; one.classList.add("proposed"); }
    const take = button(words.apply, () => {
      const done = preview;
      preview = null;
      undo = button(words.undo, () => {
        undo = null;
        for (const [one, , before] of done) { one.value = before; save(one); }
        tell(words.undone);
        cell.focus();
      });
      tell("");
      for (const [one] of done) { one.classList.remove("proposed"); save(one); }
      cell.focus();
    });
    tell(words.paste.replace("%n", moves.length), false, take, button(words.cancel, () => { drop(); cell.focus(); }));
    take.focus();
  });
}
