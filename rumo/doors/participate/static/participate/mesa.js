// Keeps a table fresh, and what a telephone could not send until there is network. Without this script every button works by itself.
const box = document.getElementById("mesa"), net = document.getElementById("rede"), code = document.getElementById("codigo");
const EVERY = 1300, SPREAD = 400, AGAIN = 2500; // milliseconds

if (code && location.hash.length > 1) { // from the sheet's QR: the code stands after #, which no server is told
  code.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  code.form.requestSubmit();
}

const by = (id) => document.getElementById(id);
const key = box && `mesa-${box.dataset.mesa}`;
const held = () => JSON.parse(localStorage.getItem(key) || "[]");
const hold = (list) => (list.length ? localStorage.setItem(key, JSON.stringify(list)) : localStorage.removeItem(key));
const token = () => [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
const seat = () => box.querySelector("[name=lugar]").value;
let sending = false, away = false;

function tell(lost) {
  if (lost) net.textContent = net.dataset.espera;
  else if (away) net.textContent = net.dataset.ligado;
  away = lost;
}

// Put what came in the place of what is there, and the focus back where it was.
function put(place, html) {
  const at = place.contains(document.activeElement) && document.activeElement.id;
  place.innerHTML = html;
  if (at && by(at)) by(at).focus({ preventScroll: true });
  draggable();
}

function whole(html) {
  put(box, html);
  (box.querySelector("[role=alert]") || box.querySelector("h1")).setAttribute("tabindex", "-1");
  (box.querySelector("[role=alert]") || box.querySelector("h1")).focus();
}

function ask(body, headers = {}) {
  const all = { "Rumo-Mesa": seat(), ...headers };
  if (body) all["Content-Type"] = "application/x-www-form-urlencoded";
  return fetch(box.dataset.quadro, { method: body ? "POST" : "GET", body, headers: all, cache: "no-store", redirect: "manual" });
}

// Send what is held, in its order; what the server refuses is shown, what does not reach it is kept.
async function send() {
  if (sending) return;
  sending = true;
  try {
    for (let list = held(); list.length; list = held()) {
      const response = await ask(list[0]);
      if (response.status >= 500 || response.status === 429) throw new Error("later");
      hold(held().slice(1));
      tell(false);
      const html = await response.text();
      if (response.ok && by("quadro")) {
        const page = new DOMParser().parseFromString(html, "text/html");
        for (const id of ["quadro", "votos"]) if (page.getElementById(id)) put(by(id), page.getElementById(id).innerHTML);
        if (page.getElementById("quadro")) by("quadro").dataset.etag = page.getElementById("quadro").dataset.etag;
      } else if (response.ok || response.status === 409 || response.status === 422) whole(html);
    }
  } catch {
    tell(true);
    setTimeout(send, AGAIN);
  }
  sending = false;
}

async function look(body) {
  try {
    const response = await ask(body);
    if (response.status < 500) whole(await response.text());
  } catch { tell(true); }
}

function later(data) {
  data.set("token", token());
  hold([...held(), new URLSearchParams(data).toString()]);
  send();
}

async function poll() {
  const board = by("quadro");
  if (board && !document.hidden && !sending) {
    try {
      const response = await ask(null, { "If-None-Match": board.dataset.etag });
      if (response.status === 200 && !sending) {
        const was = board.firstElementChild.dataset.estado;
        put(board, await response.text());
        board.dataset.etag = response.headers.get("ETag");
        if (was !== board.firstElementChild.dataset.estado) { const data = new FormData(by("ato")); data.set("ir", "quadro"); look(new URLSearchParams(data).toString()); }
      }
      if (!held().length) tell(false);
    } catch { tell(true); }
  }
  setTimeout(poll, EVERY + Math.random() * SPREAD);
}

function draggable() {
  if (by("novo")) for (const card of box.querySelectorAll("[data-cartao]")) card.draggable = true;
}

if (box) {
  box.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target, data = new FormData(form), pressed = event.submitter;
    if (pressed) data.set(pressed.name, pressed.value);
    const go = data.get("ir") || "juntar";
    data.set("ir", go);
    if (go === "quadro" || go.startsWith("abrir")) return look(new URLSearchParams(data).toString());
    if (go === "juntar" && !(data.get("texto") || "").trim()) return by("texto").focus();
    later(data);
    if (go === "juntar") { by("texto").value = ""; by("texto").focus(); }
  });
  box.addEventListener("dragstart", (event) => event.dataTransfer.setData("text/plain", event.target.dataset.cartao || ""));
  box.addEventListener("dragover", (event) => { if (event.target.closest("[data-zona]")) event.preventDefault(); });
  box.addEventListener("drop", (event) => {
    const zone = event.target.closest("[data-zona]"), number = event.dataTransfer.getData("text/plain"), data = new FormData(by("ato"));
    if (!zone || !/^\d+$/.test(number)) return;
    event.preventDefault();
    const on = event.target.closest("[data-cartao]");
    data.set("ir", `mover:${number}`);
    data.set("zona", zone.dataset.zona);
    if (on) data.set("sitio", [...zone.querySelectorAll("[data-cartao]")].indexOf(on) + 1);
    later(data);
  });
  addEventListener("online", send);
  draggable();
  send();
  poll();
}
