// Says so when the server is gone; the extension connects again by itself.
(function () {
  function offline(gone) {
    document.getElementById("offline").hidden = !gone;
    document.body.classList.toggle("offline", gone);
  }
  document.addEventListener("htmx:sseError", function () { offline(true); });
  document.addEventListener("htmx:sseOpen", function () { offline(false); });
})();
