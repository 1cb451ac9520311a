// Fits an embedded figure to its height. One file, two sides: inside the frame it tells its height,
// on the page around it it listens, and believes only a frame of that page about its own height.
(function () {
  "use strict";
  if (document.body && document.body.classList.contains("embed") && window.parent !== window) {
    var tell = function () {
      window.parent.postMessage({ rumo: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
    };
    new ResizeObserver(tell).observe(document.body);
    window.addEventListener("load", tell);
    window.addEventListener("message", function (event) {
      if (event.source === window.parent && event.data === "rumo?") { tell(); }
    });
    return;
  }
  var origin = new URL(document.currentScript.src).origin;
  var frames = function () {
    return Array.prototype.filter.call(document.getElementsByTagName("iframe"), function (frame) {
      return frame.src.indexOf(origin + "/") === 0;
    });
  };
  window.addEventListener("message", function (event) {
    var height = event.data && event.data.rumo;
    if (event.origin !== origin || typeof height !== "number" || !(height > 0 && height < 5000)) { return; }
    frames().forEach(function (frame) {
      if (frame.contentWindow === event.source) { frame.style.height = height + "px"; }
    });
  });
  // a frame that was ready before this script is asked again
  frames().forEach(function (frame) { frame.contentWindow.postMessage("rumo?", origin); });
})();
