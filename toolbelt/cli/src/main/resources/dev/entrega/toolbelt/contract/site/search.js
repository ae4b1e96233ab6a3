// Shows only what all typed words are found in. Without scripts there is no search box, and all events are shown.
// What was typed stands in the address, so that it is there again on the way back, and can be sent to somebody.
(function () {
  var form = document.getElementById("search");
  var query = document.getElementById("query");
  var found = document.getElementById("found");
  var rows = Array.prototype.slice.call(document.querySelectorAll("[data-words]"));
  var groups = Array.prototype.slice.call(document.querySelectorAll(".group"));

  function show() {
    var words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    var shown = 0;
    rows.forEach(function (row) {
      var text = row.getAttribute("data-words");
      row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
      shown += row.hidden ? 0 : 1;
    });
    groups.forEach(function (group) {
      group.hidden = !group.querySelector("[data-words]:not([hidden])");
    });
    found.textContent = words.length === 0 ? "" : shown + " of " + rows.length + " events";
  }

  function keep() {
    var text = query.value.trim();
    history.replaceState(null, "", text ? "#q=" + encodeURIComponent(text) : location.pathname);
  }

  query.addEventListener("input", function () { show(); keep(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  if (location.hash.indexOf("#q=") === 0) {
    try {
      query.value = decodeURIComponent(location.hash.slice(3));
    } catch (e) {
      query.value = "";
    }
  }
  form.hidden = false;
  show();
})();
