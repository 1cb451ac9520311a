// Answers for the page of sheets alone, and only when the network does not: with what the page itself kept for that.
const KEPT = "sheets";
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.destination) event.respondWith(answer(request)); // what the page's script asks goes by
});
async function answer(request) {
  const kept = () => caches.match(request, { cacheName: KEPT, ignoreVary: true });
  try {
    const found = await fetch(request);
    return found.status < 500 ? found : (await kept()) || found;
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}
