// Paper at the desk. Dropped files go one by one, so that a line that breaks loses none of those that went;
// the picture is larger at a press; a hand scanner goes from box to box. Every act is also there without this.
(function () {
  "use strict";
  var form = document.querySelector("[data-drop]");

  function send(form, file) {
    var body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append("key", form.elements.key.value);
    body.append("piece", "1");
    body.append("scans", file, file.name);
    return fetch(form.dataset.batch, { method: "POST", body: body, credentials: "same-origin" }).then(function (answer) {
      if (answer.status !== 200 && answer.status !== 422) { throw new Error(String(answer.status)); }
      return answer.json();
    });
  }

  function sendAll(form, files) {
    var said = form.querySelector("[data-drop-said]"), bar = form.querySelector("[data-drop-bar]"), done = 0, lost = [], words = [], batch = "";
    form.dataset.sent = "1";
    said.hidden = bar.hidden = false;
    bar.max = files.length;
    var tell = function () {
      bar.value = done;
      said.textContent = form.dataset.going.replace("{done}", done).replace("{all}", files.length);
    };
    tell();
    return files.reduce(function (before, file) {
      return before.then(function () { return send(form, file); }).then(function (answer) {
        words = words.concat(answer.refused);
        batch = answer.batch || batch;
      }, function () { lost.push(file.name); }).then(function () { done += 1; tell(); });
    }, Promise.resolve()).then(function () {
      delete form.dataset.sent;
      if (lost.length || words.length) {
        said.textContent = words.concat(lost.length ? [form.dataset.failed + lost.join("、")] : []).join(" ");
        said.className = "notice broken";
        if (batch) { var link = said.appendChild(document.createElement("a")); link.href = batch; link.textContent = " →"; }
      } else if (batch) { location.assign(batch); }
    });
  }

  if (form && window.fetch && window.FormData) {
    form.addEventListener("submit", function (event) {
      var files = Array.prototype.slice.call(form.elements.scans.files);
      if (!files.length) { return; }
      event.preventDefault();
      if (!form.dataset.sent) { sendAll(form, files); }
    });
    ["dragover", "dragleave", "drop"].forEach(function (name) {
      form.addEventListener(name, function (event) {
        event.preventDefault();
        form.classList.toggle("over", name === "dragover");
        var files = name === "drop" ? Array.prototype.slice.call(event.dataTransfer.files) : [];
        if (files.length && !form.dataset.sent) { sendAll(form, files); }
      });
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("[data-larger]"), function (button) {
    button.addEventListener("click", function () {
      var page = button.closest(".scan-page"), words = button.textContent;
      page.classList.toggle("larger");
      button.textContent = button.dataset.larger;
      button.dataset.larger = words;
    });
  });

  // A hand scanner ends each code with Enter: the next box, not the whole form.
  Array.prototype.forEach.call(document.querySelectorAll("[data-scanner]"), function (form) {
    form.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.target.tagName !== "INPUT") { return; }
      event.preventDefault();
      var boxes = Array.prototype.slice.call(form.querySelectorAll("input.box")), next = boxes[boxes.indexOf(event.target) + 1];
      if (next) { next.focus(); }
    });
  });

  // A line that is doubtful: its place on the picture is brought into sight, and the letter stays where it is.
  Array.prototype.forEach.call(document.querySelectorAll(".doubts a"), function (link) {
    link.addEventListener("click", function (event) {
      var place = document.getElementById(link.hash.slice(1));
      if (!place) { return; }
      event.preventDefault();
      Array.prototype.forEach.call(document.querySelectorAll(".doubt.here"), function (one) { one.classList.remove("here"); });
      place.classList.add("here");
      place.scrollIntoView({ block: "center" });
    });
  });
}());
