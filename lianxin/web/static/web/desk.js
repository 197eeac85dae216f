// The desk by keyboard. j and k walk the rows, Enter opens, a [data-key] answers to its key,
// ? shows the table of shortcuts. Nothing here is needed: every act is also a button or a link.
(function () {
  "use strict";
  var one = function (selector) { return document.querySelector(selector); };
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };

  function writing(target) { return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(radio|checkbox|submit|button)$/.test(target.type); }

  function rows() { return all("[data-rows] > *").filter(function (row) { return row.querySelector("a"); }); }

  function walk(step) {
    var list = rows();
    if (!list.length) { return; }
    var here = list.findIndex(function (row) { return row.classList.contains("current"); });
    if (here < 0) { here = list.findIndex(function (row) { return row.getAttribute("aria-current") === "true"; }); }
    var more = one("[data-more]");
    if (step > 0 && more && here === list.length - 1) { more.click(); return; }
    var there = list[Math.max(0, Math.min(list.length - 1, here + step))];
    list.forEach(function (row) { row.classList.toggle("current", row === there); });
    there.querySelector("a").focus();
    there.scrollIntoView({ block: "nearest" });
  }

  function keyed(key) {
    return all("[data-key]").find(function (act) {
      return act.dataset.key.toLowerCase() === key && !act.disabled && act.getAttribute("aria-disabled") !== "true" && act.offsetParent !== null;
    });
  }

  function use(act) {
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(act.tagName)) {
      act.focus();
      if (/^(radio|checkbox)$/.test(act.type)) { act.click(); }
    } else { act.click(); }
  }

  function nameOf(act) {
    if (act.dataset.keyLabel) { return act.dataset.keyLabel; }
    var copy = (act.tagName === "INPUT" && act.labels && act.labels[0] || act).cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll("kbd, small, .sure"), function (part) { part.remove(); });
    return copy.textContent.trim();
  }

  function showShortcuts() {
    var panel = one("[data-shortcuts]");
    if (!panel || panel.open) { return; }
    var list = panel.querySelector("dl");
    all("[data-shortcut-row]").forEach(function (row) { row.remove(); });
    all("[data-key]").forEach(function (act) {
      var row = list.appendChild(document.createElement("div"));
      row.dataset.shortcutRow = "";
      row.appendChild(document.createElement("dt")).appendChild(document.createElement("kbd")).textContent = act.dataset.key.length === 1 ? act.dataset.key.toUpperCase() : act.dataset.key;
      row.appendChild(document.createElement("dd")).textContent = nameOf(act);
    });
    panel.showModal();
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || event.altKey || one("dialog[open]")) { return; }
    var key = event.key.toLowerCase(), commanded = event.ctrlKey || event.metaKey;
    if (key === "escape" && writing(event.target)) { event.target.blur(); return; }
    // Enter belongs to whatever has the focus; with Ctrl it belongs to the act of the page.
    if (commanded ? key !== "enter" : writing(event.target)) { return; }
    if (key === "enter" && !commanded && event.target.closest("a, button, summary, input")) { return; }
    var act = keyed(key);
    if (act) { use(act); } else if (key === "j") { walk(1); } else if (key === "k") { walk(-1); } else if (key === "?") { showShortcuts(); } else { return; }
    event.preventDefault();
  });

  all("[data-shortcuts-open]").forEach(function (button) { button.addEventListener("click", showShortcuts); });

  // 撤回 An act may be undone for so many seconds, then the offer goes; not from under a finger.
  all("[data-undo]").forEach(function (offer) {
    var left = Number(offer.dataset.undo), clock = offer.querySelector("[data-undo-left]");
    var timer = setInterval(function () {
      if (offer.contains(document.activeElement)) { return; }
      left -= 1;
      if (clock) { clock.textContent = left; }
      if (left <= 0) { clearInterval(timer); offer.remove(); }
    }, 1000);
  });

  // On a phone the desks lie in one line: the one that is open is in sight.
  ["[data-rows] > [aria-current='true']", ".rail nav [aria-current]"].forEach(function (selector) {
    var current = one(selector);
    if (current) { current.scrollIntoView({ block: "nearest", inline: "center" }); }
  });
}());
