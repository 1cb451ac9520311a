// Arrow keys walk the map from tile to neighbour, and the map becomes one stop of the Tab key. Without this script every link is a stop;
// where tiles are choices the browser makes one stop of them itself, and the arrow keys then walk the row.
for (const map of document.querySelectorAll("svg.tiles, .tile-map")) {
  const tiles = [...map.querySelectorAll("a, input")];
  const links = tiles.filter((tile) => tile.matches("a"));
  const places = new Map(tiles.map((tile) => {
    const box = tile.matches("a") ? tile.firstElementChild.getBBox() : tile.getBoundingClientRect();
    return [tile, [box.x + box.width / 2, box.y + box.height / 2]];
  }));
  const unit = links.length ? 1 : 4; // a tile is 16 units of the drawing wide, and more on the page
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  links.forEach((tile, number) => tile.setAttribute("tabindex", number ? "-1" : "0"));
  map.addEventListener("keydown", (event) => {
    const way = ways[event.key];
    const from = event.target.closest("a, input");
    if (!way || !from) return;
    event.preventDefault();
    const [x, y] = places.get(from);
    let best = null, least = Infinity;
    for (const [tile, [across, down]] of places) {
      const ahead = (across - x) * way[0] + (down - y) * way[1];
      const aside = Math.abs((across - x) * way[1]) + Math.abs((down - y) * way[0]);
      // a neighbour a little aside is better than one straight ahead but far
      if (ahead > unit && aside <= ahead * 1.8 && ahead + aside * 1.5 < least) { best = tile; least = ahead + aside * 1.5; }
    }
    if (!best) return;
    if (links.length) {
      from.setAttribute("tabindex", "-1");
      best.setAttribute("tabindex", "0");
    } else best.checked = true;
    best.focus();
  });
}
