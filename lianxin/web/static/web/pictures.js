// 照片 The files of a form that the outbox keeps: taken as they are chosen, shown, taken away, made smaller when
// the writer wants that. `Pictures.take` gives what could not be kept; it stays in the form's own field.
(function () {
  "use strict";
  var form = document.querySelector("form[data-outbox]"), box = window.Outbox;
  var input = form && form.querySelector("input[type=file]");
  if (!box || !input) { return; }
  var SIDE = 1600, QUALITY = 0.8, HEAVY = 2 * 1048576, SMALL_ENOUGH = 500 * 1024, THUMB = 64;
  var most = Number(input.dataset.mostFiles), largest = Number(input.dataset.maxBytes), id = null, made = 0;
  var rows = input.insertAdjacentElement("afterend", document.createElement("ul"));
  var alarm = document.querySelector("[data-files-no]"), heavy = document.querySelector("[data-heavy]");
  rows.className = "files pictures";

  function size(bytes) { return bytes < 1048576 ? Math.ceil(bytes / 1024) + " KB" : (bytes / 1048576).toFixed(1) + " MB"; }

  function isPicture(file) { return /^image\/(jpeg|png|webp)$/.test(file.type); }

  // A picture drawn at most this large; nothing where this browser cannot read it.
  function draw(file, side) {
    if (!window.createImageBitmap || !/^image\//.test(file.type)) { return Promise.resolve(null); }
    return createImageBitmap(file.blob).then(function (picture) {
      var part = Math.min(1, side / Math.max(picture.width, picture.height)), canvas = document.createElement("canvas");
      canvas.width = Math.max(1, Math.round(picture.width * part));
      canvas.height = Math.max(1, Math.round(picture.height * part));
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      if (picture.close) { picture.close(); }
      return canvas;
    }).catch(function () { return null; });
  }

  function row(file) {
    var item = document.getElementById("picture-row").content.firstElementChild.cloneNode(true), away = item.querySelector("button");
    item.querySelector("[data-say=name]").textContent = file.name;
    item.querySelector("[data-say=size]").textContent = size(file.size);
    away.setAttribute("aria-label", away.textContent + " " + file.name);
    away.addEventListener("click", function () { box.dropFile(file).then(show).then(tell).then(function () { input.focus(); }); });
    return item;
  }

  // One thumbnail after the other: a cheap phone has little memory. A newer list ends the drawing of an older.
  function thumbnails(files, items, mine) {
    return files.reduce(function (before, file, n) {
      return before.then(function () { return mine === made ? draw(file, THUMB * 2) : null; }).then(function (canvas) {
        if (canvas && mine === made) { items[n].querySelector(".picture").appendChild(canvas); }
      });
    }, Promise.resolve());
  }

  function show() {
    return box.files(id).then(function (files) {
      var items = files.map(row), mine = made += 1;
      rows.textContent = "";
      items.forEach(function (item) { rows.appendChild(item); });
      var shrinkable = files.filter(function (file) { return isPicture(file) && file.size > SMALL_ENOUGH; });
      heavy.hidden = !shrinkable.length || box.weight(files) < HEAVY;
      heavy.querySelector("span").textContent = size(box.weight(files));
      thumbnails(files, items, mine);
      return files;
    });
  }

  function tell() { form.dispatchEvent(new CustomEvent("files")); }

  function no(why, name) {
    alarm.hidden = !why;
    each(alarm, function (word) { word.hidden = word.dataset.when !== why; });
    alarm.querySelector("b").textContent = name || "";
  }

  function each(node, act) { Array.prototype.forEach.call(node.querySelectorAll("[data-when]"), act); }

  // Keep what was chosen. What is too much or too large is left out and said; no room on the phone is an error.
  function take() {
    var chosen = Array.prototype.slice.call(input.files);
    return box.files(id).then(function (files) {
      var room = most - files.length;
      return chosen.reduce(function (before, file) {
        return before.then(function () {
          if (file.size > largest) { return no("large", file.name); }
          if (room < 1) { return no("many", ""); }
          room -= 1;
          return box.addFile(id, file);
        });
      }, Promise.resolve());
    }).then(function () {
      input.value = "";
      input.dispatchEvent(new Event("change")); // who lists what is in the field sees that it is empty
      return show();
    }).then(tell);
  }

  function shrink() {
    var press = heavy.querySelector("button");
    press.setAttribute("aria-disabled", "true");
    return box.files(id).then(function (files) {
      return files.filter(function (file) { return isPicture(file) && file.size > SMALL_ENOUGH; }).reduce(function (before, file) {
        return before.then(function () { return draw(file, SIDE); }).then(function (canvas) { return smaller(file, canvas); });
      }, Promise.resolve());
    }).then(show).then(tell).then(function () { press.removeAttribute("aria-disabled"); });
  }

  function smaller(file, canvas) {
    if (!canvas) { return null; }
    return new Promise(function (done) { canvas.toBlob(done, "image/jpeg", QUALITY); }).then(function (blob) {
      if (!blob || blob.size >= file.size) { return null; }
      file.blob = blob; file.size = blob.size; file.type = blob.type; file.name = file.name.replace(/\.\w+$/, "") + ".jpg";
      return box.putFile(file);
    });
  }

  heavy.querySelector("button").addEventListener("click", shrink);
  window.Pictures = {
    of: function (thing) { id = thing; no(""); return show(); },
    take: take, loose: function () { return Array.prototype.slice.call(input.files); }, no: no, input: input
  };
}());
