// Records in the page and puts the recording where a chosen file would stand. Without this script the field opens the telephone's own recorder.
const FORMS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
for (const box of document.querySelectorAll("[data-voice]")) {
  const form = window.MediaRecorder && FORMS.find((one) => MediaRecorder.isTypeSupported(one));
  if (!form || !window.DataTransfer || !navigator.mediaDevices) continue;
  const input = document.getElementById(box.dataset.voice), words = box.dataset;
  const find = (name) => box.querySelector(`[data-do="${name}"]`);
  const [start, stop, drop] = ["start", "stop", "drop"].map(find);
  const heard = box.querySelector("audio"), time = box.querySelector("[data-time]"), said = box.querySelector("[role=status]");
  let recorder = null, began = 0, clock = 0;
  const tell = (...text) => said.replaceChildren(text.join(" "));
  const written = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  const passed = () => (performance.now() - began) / 1000;
  const put = (files) => {
    const held = new DataTransfer();
    for (const file of files) held.items.add(file);
    input.files = held.files;
  };
  function show(state) {
    start.hidden = state !== "empty";
    stop.hidden = state !== "recording";
    drop.hidden = heard.hidden = state !== "ready";
    ({ empty: start, recording: stop, ready: drop })[state].focus();
  }
  function tick() {
    time.textContent = written(passed());
    if (passed() >= Number(words.most)) { recorder.full = true; recorder.stop(); }
  }
  start.addEventListener("click", async () => {
    tell(words.asking);
    let stream;
    try { stream = await navigator.mediaDevices.getUserMedia({ audio: true }); } catch { tell(words.refused); return; }
    const pieces = [];
    recorder = new MediaRecorder(stream, { mimeType: form, audioBitsPerSecond: 32000 });
    recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
    recorder.addEventListener("stop", () => {
      clearInterval(clock);
      for (const track of stream.getTracks()) track.stop();
      const [kind] = form.split(";"), length = written(passed());
      const file = new File(pieces, `gravacao.${kind === "audio/mp4" ? "m4a" : kind.slice(6)}`, { type: kind });
      put([file]);
      heard.src = URL.createObjectURL(file);
      show("ready");
      tell(recorder.full ? words.full : "", words.ready, length);
    });
    recorder.start(1000);
    began = performance.now();
    clock = setInterval(tick, 250);
    tick();
    show("recording");
    tell(words.recording);
  });
  stop.addEventListener("click", () => recorder.stop());
  drop.addEventListener("click", () => {
    URL.revokeObjectURL(heard.src);
    heard.removeAttribute("src");
    put([]);
    time.textContent = "";
    show("empty");
    tell(words.gone);
  });
  box.hidden = false;
}
