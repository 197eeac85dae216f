// Small helps for pages that already work without them: a draft kept on this device, a guard
// against sending twice, counters, file sizes, printing. All words come from data- attributes.
(function () {
  "use strict";
  var each = function (selector, act) { Array.prototype.forEach.call(document.querySelectorAll(selector), act); };
  var shelf = { // a browser may refuse storage; then there is simply no draft
    read: function (key) { try { return JSON.parse(localStorage.getItem(key)); } catch (refused) { return null; } },
    write: function (key, value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch (refused) { /* no room, no draft */ } },
    drop: function (key) { try { localStorage.removeItem(key); } catch (refused) { /* nothing kept */ } }
  };
  var WEEK = 7 * 24 * 3600 * 1000;
  document.documentElement.classList.add("script");

  function keepable(control) {
    return control.name && control.name !== "csrfmiddlewaretoken" && !control.closest("[data-no-draft]") &&
      ["hidden", "file", "password", "submit", "button"].indexOf(control.type) < 0;
  }

  function controls(form) { return Array.prototype.filter.call(form.elements, keepable); }

  function snapshot(form) {
    return controls(form).map(function (control) {
      var ticked = control.type === "radio" || control.type === "checkbox";
      return [control.name, control.value, ticked ? control.checked : null];
    });
  }

  function restore(form, rows) {
    var changed = false;
    controls(form).forEach(function (control) {
      rows.forEach(function (row) {
        if (row[0] !== control.name) { return; }
        if (row[2] === null) {
          if (!control.value && row[1]) { control.value = row[1]; changed = true; }
        } else if (row[1] === control.value && control.checked !== row[2]) {
          control.checked = row[2]; changed = true;
        }
      });
    });
    return changed;
  }

  function sayRestored(form, key) {
    var line = document.createElement("p");
    var clear = document.createElement("button");
    line.className = "draft notice";
    line.setAttribute("role", "status");
    line.textContent = form.dataset.draftRestored + " ";
    clear.type = "button";
    clear.className = "plain";
    clear.textContent = form.dataset.draftClear;
    clear.addEventListener("click", function () {
      shelf.drop(key);
      form.reset();
      line.remove();
      form.dispatchEvent(new Event("input"));
    });
    line.appendChild(clear);
    form.insertBefore(line, form.firstChild);
  }

  each("[data-clear-draft]", function (mark) { shelf.drop("draft:" + mark.dataset.clearDraft); });

  each("form[data-draft]", function (form) {
    var key = "draft:" + form.dataset.draft, kept = shelf.read(key), timer;
    // A page that came back with errors already holds the words just sent.
    if (kept && Date.now() - kept.at < WEEK && !document.querySelector("[data-errors]") && restore(form, kept.rows)) {
      sayRestored(form, key);
    }
    var save = function () { shelf.write(key, { at: Date.now(), rows: snapshot(form) }); };
    form.addEventListener("input", function (event) {
      if (!event.isTrusted) { return; }
      clearTimeout(timer);
      timer = setTimeout(save, 300);
    });
    form.addEventListener("submit", function () { clearTimeout(timer); save(); });
  });

  // The second press is swallowed, the first goes through; the button keeps its name and value.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post") { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    var button = event.submitter;
    if (button) {
      button.setAttribute("aria-disabled", "true");
      if (button.dataset.sending) { button.dataset.was = button.textContent; button.textContent = button.dataset.sending; }
    }
    setTimeout(function () { wake(form); }, 15000);
  });

  function wake(form) {
    delete form.dataset.sent;
    Array.prototype.forEach.call(form.elements, function (control) {
      if (control.type !== "submit") { return; }
      control.removeAttribute("aria-disabled");
      if (control.dataset.was) { control.textContent = control.dataset.was; delete control.dataset.was; }
    });
  }
  window.addEventListener("pageshow", function (event) { if (event.persisted) { each("form[data-sent]", wake); } });

  each("[data-print]", function (button) { button.hidden = false; button.addEventListener("click", function () { window.print(); }); });

  each("[data-count]", function (line) {
    var control = document.getElementById(line.dataset.count);
    if (!control) { return; }
    var tell = function () {
      var used = Array.from(control.value).length;
      line.textContent = line.dataset.words.replace("{used}", used).replace("{left}", Math.max(0, control.maxLength - used));
      line.hidden = false;
    };
    control.addEventListener("input", tell);
    if (control.form) { control.form.addEventListener("input", tell); }
    tell();
  });

  function size(bytes) { return bytes < 1048576 ? Math.ceil(bytes / 1024) + " KB" : (bytes / 1048576).toFixed(1) + " MB"; }

  each("input[type=file]", function (input) {
    var list = document.createElement("ul"), most = Number(input.dataset.maxBytes || Infinity);
    list.className = "files";
    list.setAttribute("aria-live", "polite");
    input.insertAdjacentElement("afterend", list);
    input.addEventListener("change", function () {
      list.textContent = "";
      Array.prototype.forEach.call(input.files, function (file) {
        var item = list.appendChild(document.createElement("li")), name = item.appendChild(document.createElement("span"));
        var weight = item.appendChild(document.createElement("span"));
        name.textContent = file.name;
        weight.textContent = size(file.size) + (file.size > most ? " " + (input.dataset.tooBig || "") : "");
        if (file.size > most) { weight.className = "broken"; }
      });
    });
  });

  each("[data-errors]", function (summary) { summary.focus(); });
}());
