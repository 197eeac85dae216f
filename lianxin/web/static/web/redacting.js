// 隐去 What is ticked is covered at once on the page, and selected words are added by one key.
// Nothing here is needed: without it the button shows how it will look.
(function () {
  "use strict";
  var form = document.querySelector("[data-redaction]");
  if (!form) { return; }
  var all = function (selector) { return Array.prototype.slice.call(form.querySelectorAll(selector)); };
  var boxes = all("input[name=cover]"), seen = form.querySelector("[data-seen]"), more = form.querySelector("#more");
  var locked = {}, asked = more.value;

  // A mark without a box of its own always goes.
  all("[data-marks]").forEach(function (piece) { piece.dataset.marks.split(" ").forEach(function (mark) { locked[mark] = true; }); });
  boxes.forEach(function (box) { delete locked[box.value]; });

  function lines() {
    var kept = [];
    asked.split(/\r\n|\r|\n/).forEach(function (line) {
      line = line.trim();
      if (line && kept.indexOf(line) < 0) { kept.push(line); }
    });
    return kept;
  }

  function show() {
    var shut = {}, ticked = [];
    boxes.forEach(function (box) { if (box.checked) { ticked.push(box.value); shut[box.value] = true; } });
    all("[data-marks]").forEach(function (piece) {
      var hidden = piece.dataset.marks.split(" ").some(function (mark) { return shut[mark] || locked[mark]; });
      if (piece.dataset.shut === undefined) { piece.classList.toggle("shut", hidden); } else { piece.textContent = hidden ? piece.dataset.shut : piece.dataset.open; }
    });
    seen.value = ticked.sort().concat(lines()).join(",");
  }

  function add(words) {
    words = words.replace(/\s+/g, " ").trim();
    if (!words) { return; }
    more.value = (more.value.trim() ? more.value.trim() + "\n" : "") + words;
    form.querySelector("[name=act][value=cover]").click();
  }

  boxes.forEach(function (box) { box.addEventListener("change", show); });
  all("[data-original] [data-marks]").forEach(function (piece) {
    piece.addEventListener("click", function () {
      if (String(window.getSelection())) { return; }
      var marks = piece.dataset.marks.split(" ");
      var box = boxes.find(function (one) { return marks.indexOf(one.value) >= 0; });
      if (box) { box.checked = !box.checked; show(); }
    });
  });
  var button = form.querySelector("[data-cover-selected]");
  button.addEventListener("mousedown", function (event) { event.preventDefault(); });
  button.addEventListener("click", function () { add(String(window.getSelection())); });
}());
