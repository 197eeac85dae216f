// Finding a secretary while one types. Without this the button beside the box does the same.
(function () {
  "use strict";
  var box = document.querySelector("[data-bodies]"), list = document.getElementById("bodies");
  if (!box || !list || !window.fetch) { return; }
  var timer, last = "";
  function ask() {
    var chosen = list.querySelector(":checked"), place = document.getElementById("id_place_code");
    var query = "?q=" + encodeURIComponent(box.value) + "&place=" + encodeURIComponent(place ? place.value : "") +
      "&chosen=" + encodeURIComponent(chosen ? chosen.value : "");
    if (query === last) { return; }
    last = query;
    fetch(box.dataset.bodies + query, { headers: { "X-Requested-With": "fetch" } })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (text) { if (text !== null && query === last) { list.innerHTML = text; } })
      .catch(function () { /* offline: the button is still there */ });
  }
  box.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 250); });
  // Enter in this box looks, it does not send the letter.
  box.addEventListener("keydown", function (event) { if (event.key === "Enter") { event.preventDefault(); ask(); } });
  var place = document.getElementById("id_place_code");
  if (place) { place.addEventListener("change", ask); }
}());
