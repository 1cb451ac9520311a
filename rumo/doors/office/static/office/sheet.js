// Sheets are typed where there is no network: page and sheets are kept on the device, and go one by one, each under a token of its own.
const box = document.getElementById("kept"), form = document.getElementById("sheet");
if (box && form && navigator.serviceWorker && navigator.locks && window.indexedDB) start();

async function start() {
  const words = box.dataset, fields = form.elements;
  const find = (name) => box.querySelector(`[${name}]`);
  const list = find("data-list"), count = find("data-count"), acts = find("data-acts"), said = find("data-said");
  const OPEN = `open ${words.who} ${words.page} ${fields.kind.value}`;
  const SAME = ["kind", "audience", "language"]; // what the next sheet begins with, and what alone is nothing typed
  const SOON = 4000;
  let passing = false, retry = 0, typing = 0, waiting = 0;
  const tell = (text, ...more) => { box.hidden = false; said.replaceChildren(text, " ", ...more); };
  const made = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

  // the store: every sheet a row, the one being typed too
  const held = await new Promise((done, failed) => {
    const asked = indexedDB.open("sheets", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("sheets", { keyPath: "id" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  const act = (mode, verb, ...more) => new Promise((done, failed) => {
    const work = held.transaction("sheets", mode), asked = work.objectStore("sheets")[verb](...more);
    work.oncomplete = () => done(asked.result);
    work.onerror = work.onabort = () => failed(work.error);
  });
  const put = (sheet) => act("readwrite", "put", sheet);
  const take = (id) => act("readwrite", "delete", id);
  const mine = async () => (await act("readonly", "getAll")).filter((one) => one.who === words.who && one.page === words.page);
  const queued = async () => (await mine()).filter((one) => !one.id.startsWith("open ")).sort((a, b) => a.at - b.at);

  // the form: what is typed, put back, emptied
  function typed(id, act) {
    const entries = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "token");
    const own = entries.filter(([, value]) => !(value instanceof File) || value.size);
    return { id, who: words.who, page: words.page, at: Date.now(), token: fields.token.value, act, entries: own };
  }
  const empty = (sheet) => sheet.entries.every(([name, value]) => SAME.includes(name) || value === "");
  function fill(entries, token) {
    fields.token.value = token;
    for (const field of fields) {
      const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
      if (!field.name || field.type === "hidden" || field.type === "submit") continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value) || (field.type === "radio" && !field.value && !values.length);
      else if (field.type === "file") {
        const files = new DataTransfer();
        for (const file of values) files.items.add(file);
        field.files = files.files;
      } else field.value = values[0] ?? "";
    }
  }

  // the network: a page on which nothing is written says whether there is any, whether one is signed in, and brings a token
  const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
  const waits = (answer) => answer.status >= 500 || [403, 408, 429].includes(answer.status);
  const reason = (page, answer) => page.querySelector(".errors li, .office h1 ~ p")?.textContent.trim() || String(answer.status);
  async function fresh(kind = fields.kind.value) {
    const answer = await fetch(`${words.page}?tipo=${kind}&${words.blank}`, { cache: "no-store", signal: AbortSignal.timeout(8000) });
    if (answer.redirected) throw new Error("session");
    if (waits(answer)) throw new Error("network");
    const text = await answer.text(), page = parsed(text);
    if (!answer.ok) throw Object.assign(new Error("refused"), { words: reason(page, answer) }); // such as a term that is over
    return { text, spare: page.getElementById("kept").dataset.spare, csrf: page.querySelector("[name=csrfmiddlewaretoken]").value };
  }
  async function keepPage() {
    const kept = await caches.open("sheets"), kinds = [...document.querySelectorAll(".typing .tabs a")];
    // what is kept bears no token: a page that was kept may be sent from more than once
    const bare = ({ text }) => new Response(text.replace(/(name="(?:token|csrfmiddlewaretoken)" value=")[^"]*/g, "$1").replace(/(data-spare=")[^"]*/, "$1"), { headers: { "Content-Type": "text/html; charset=utf-8" } });
    await kept.put(words.page, bare(await fresh(document.querySelector(".typing .tabs a")?.search.replace("?tipo=", ""))));
    for (const link of kinds) await kept.put(link.href, bare(await fresh(link.search.replace("?tipo=", ""))));
    const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
    await kept.addAll(parts.map((part) => part.href || part.src));
  }
  function lost(error) {
    if (error.message === "refused") tell(error.words);
    if (error.message === "session") tell(words.session, made("a", words.enter, { href: words.login }));
    clearTimeout(retry);
    if (!["session", "refused"].includes(error.message)) retry = setTimeout(pump, SOON);
  }
  async function post(sheet) {
    const page = await fresh(), body = new FormData();
    if (!sheet.token) await put(Object.assign(sheet, { token: page.spare })); // known before it goes: sent again it is the same sheet
    for (const [name, value] of sheet.entries) body.append(name, value);
    body.append("csrfmiddlewaretoken", page.csrf);
    body.append("token", sheet.token);
    body.append("act", sheet.act);
    const answer = await fetch(words.page, { method: "POST", body });
    if (answer.redirected && new URL(answer.url).pathname !== words.back) throw new Error("session");
    if (waits(answer)) throw new Error("network");
    const found = parsed(await answer.text()), code = found.querySelector(".slip .code");
    if (answer.ok && (code || answer.redirected)) {
      await take(sheet.id);
      list.append(made("li", code ? `${words.sent} ` : words.later));
      if (code) list.lastChild.append(made("bdi", code.textContent, { className: "code", dir: "ltr" }));
    } else {
      await put(Object.assign(sheet, { refused: reason(found, answer) }));
    }
  }
  const pump = () => navigator.locks.request("sheets", async () => {
    try {
      const sheets = (await queued()).filter((one) => !one.refused);
      for (const sheet of sheets) await post(sheet);
      if (sheets.length) said.replaceChildren(); // what it says of the network is over
    } catch (error) { lost(error); }
    await show();
  });

  async function show() {
    const sheets = await queued();
    waiting = sheets.length;
    count.hidden = acts.hidden = !waiting;
    count.textContent = waiting ? `${words.waiting} ${waiting}` : "";
    for (const old of list.querySelectorAll("[data-sheet]")) old.remove();
    for (const sheet of sheets.filter((one) => one.refused)) {
      const line = made("li", `${words.refused} ${sheet.refused} `);
      line.dataset.sheet = sheet.id;
      const open = made("button", words.open, { type: "button", className: "button quiet" });
      open.addEventListener("click", async () => {
        const kind = sheet.entries.find(([name]) => name === "kind")[1], id = `open ${words.who} ${words.page} ${kind}`;
        if (await act("readonly", "get", id)) { tell(words.busy); return; }
        await put({ ...sheet, id, refused: "" });
        await take(sheet.id);
        location.assign(`${words.page}?tipo=${kind}&${words.blank}`);
      });
      line.append(open);
      list.append(line);
    }
    if (waiting || list.children.length) box.hidden = false;
  }

  // what was typed before: sent meanwhile, on the page already, or to be put back
  const before = await act("readonly", "get", OPEN);
  if (before) {
    const there = before.token && (before.token === words.taken || (before.token === fields.token.value && "typed" in form.dataset));
    if (there) await take(OPEN); else fill(before.entries, before.token);
  }
  form.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(async () => {
      const sheet = typed(OPEN, "send");
      await (empty(sheet) ? take(OPEN) : put(sheet)).catch(() => tell(words.full));
    }, 300);
  });
  form.addEventListener("submit", async (event) => {
    if (passing) return;
    event.preventDefault();
    clearTimeout(typing);
    const button = event.submitter, verb = button?.value || "send";
    try {
      const page = await fresh();
      fields.token.value ||= page.spare;
      fields.csrfmiddlewaretoken.value = page.csrf;
      await put(typed(OPEN, verb));
      passing = true;
      form.requestSubmit(button);
    } catch (error) {
      try { await put(typed(crypto.randomUUID(), verb)); } catch { tell(words.full); return; }
      await take(OPEN);
      fill([...new FormData(form)].filter(([name]) => SAME.includes(name)), "");
      tell(words.offline);
      lost(error);
      await show();
      form.querySelector("fieldset input, textarea")?.focus({ preventScroll: true });
      box.scrollIntoView();
    }
  });
  find('data-do="send"').addEventListener("click", pump);
  find('data-do="drop"').addEventListener("click", async () => {
    if (!confirm(words.ask)) return;
    for (const sheet of await mine()) await take(sheet.id);
    tell(words.gone);
    await show();
  });
  for (const link of document.querySelectorAll(".office-who a:last-child")) {
    link.addEventListener("click", (event) => { if (waiting && !confirm(words.leaving)) event.preventDefault(); });
  }
  addEventListener("online", pump);
  addEventListener("pageshow", () => { passing = false; });
  await navigator.serviceWorker.register(words.worker);
  await show();
  await pump();
  try {
    await keepPage();
    await navigator.serviceWorker.ready;
    if (!said.textContent.trim()) tell(words.ready);
  } catch (error) { lost(error); }
}
