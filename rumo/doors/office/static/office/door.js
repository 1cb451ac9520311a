// At a door there may be no network: the list is kept on the device, and who came is noted there until it can be sent; noted twice, it is noted once.
const box = document.getElementById("kept"), forms = [...document.querySelectorAll("form[data-arrivals]")];
if (box && forms.length && navigator.serviceWorker && window.caches) start();

function start() {
  const words = box.dataset, KEY = `arrivals ${words.who} ${words.page}`, SOON = 4000;
  const find = (name) => box.querySelector(`[${name}]`);
  const said = find("data-said"), count = find("data-count"), refusedList = find("data-list");
  const made = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });
  let retry = 0, passing = false, sending = false;

  const tell = (text, ...more) => { box.hidden = false; said.replaceChildren(text, " ", ...more); };
  const held = () => JSON.parse(localStorage.getItem(KEY) || "[]");
  function keep(numbers) {
    if (numbers.length) localStorage.setItem(KEY, JSON.stringify(numbers)); else localStorage.removeItem(KEY);
    count.hidden = !numbers.length;
    count.textContent = numbers.length ? `${words.waiting} ${numbers.length}` : "";
    if (numbers.length) box.hidden = false;
    for (const field of document.querySelectorAll("[name=came]")) if (numbers.includes(field.value)) field.checked = true;
  }

  // the network: the page itself, asked anew, says whether there is any and whether one is signed in
  async function fresh() {
    const answer = await fetch(words.page, { cache: "no-store", signal: AbortSignal.timeout(8000) });
    if (answer.redirected) throw new Error("session");
    if (!answer.ok) throw new Error("network");
    const text = await answer.text();
    return { text, csrf: new DOMParser().parseFromString(text, "text/html").querySelector("[name=csrfmiddlewaretoken]").value };
  }
  async function keepPage() {
    const kept = await caches.open("sheets"), { text } = await fresh();
    const bare = text.replace(/(name="csrfmiddlewaretoken" value=")[^"]*/g, "$1");
    await kept.put(words.page, new Response(bare, { headers: { "Content-Type": "text/html; charset=utf-8" } }));
    const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")];
    await kept.addAll(parts.map((part) => part.href || part.src));
  }
  function lost(error) {
    if (error.message === "session") { tell(words.session, made("a", words.enter, { href: words.login })); return; }
    tell(words.offline);
    clearTimeout(retry);
    retry = setTimeout(pump, SOON);
  }
  async function pump() {
    if (sending || !held().length) return;
    sending = true;
    try {
      for (const number of held()) await send(number, (await fresh()).csrf);
      if (!refusedList.children.length) { location.assign(words.page); return; } // the list as the server has it
      said.replaceChildren();
    } catch (error) { lost(error); } finally { sending = false; }
  }
  async function send(number, csrf) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", csrf);
    body.append("badge", number);
    const answer = await fetch(words.page, { method: "POST", body });
    if (answer.redirected && new URL(answer.url).pathname !== words.page) throw new Error("session");
    if (answer.status >= 500 || [403, 408, 429].includes(answer.status)) throw new Error("network");
    if (!answer.ok) refusedList.append(made("li", `${words.refused} ${number}`));
    keep(held().filter((one) => one !== number));
  }

  for (const form of forms) {
    form.addEventListener("submit", async (event) => {
      if (passing) return;
      event.preventDefault();
      const chosen = [...new FormData(form)].filter(([name, value]) => ["came", "badge"].includes(name) && value.trim()).map(([, value]) => value.trim());
      if (!chosen.length) { passing = true; form.requestSubmit(); return; } // the server says what is to be written
      try {
        form.elements.csrfmiddlewaretoken.value = (await fresh()).csrf;
        passing = true;
        form.requestSubmit();
      } catch (error) {
        try { keep([...new Set([...held(), ...chosen])]); } catch { tell(words.full); return; }
        if (form.elements.badge) { form.elements.badge.value = ""; form.elements.badge.focus(); }
        lost(error);
      }
    });
  }
  addEventListener("online", pump);
  addEventListener("pageshow", () => { passing = false; });
  keep(held());
  navigator.serviceWorker.register(words.worker)
    .then(() => navigator.serviceWorker.ready).then(keepPage)
    .then(() => { if (!said.textContent.trim()) tell(words.ready); }).catch(lost).then(pump);
}
