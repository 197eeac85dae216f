// 手机 What every citizen's page does with a phone: it keeps the pages for where there is no network, sends
// what waits, shows what is kept here, and holds the letters large. All words come from the templates.
(function () {
  "use strict";
  var root = document.documentElement, box = window.Outbox, workers = navigator.serviceWorker;
  var kept = root.hasAttribute("data-kept"); // this very page came out of the phone's own store
  var each = function (within, selector, act) { Array.prototype.forEach.call(within.querySelectorAll(selector), act); };
  var HOUR = 3600000, timer;

  function offline() { return navigator.onLine === false; }

  function show(node, wanted) { if (node) { node.hidden = !wanted; } }

  // Of several words the one that fits: all [data-when] but this are hidden.
  function say(node, when) { each(node, "[data-when]", function (word) { word.hidden = word.dataset.when !== when; }); }

  function time(at) {
    return new Date(at).toLocaleString(root.lang, { month: "long", day: "numeric", weekday: "long", hour: "2-digit", minute: "2-digit" });
  }

  function tellNetwork() { each(document, "[data-offline-only]", function (line) { line.hidden = !(offline() || kept); }); }

  // ---- what is kept here ---------------------------------------------------------------------

  function state(thing) { return thing.state === "waiting" && box.leased(thing) ? "sending" : thing.state; }

  // On a phone that others use, and of a report, the words are shown to nobody who only opens a page.
  function secret(thing) {
    return thing.once || thing.fields.some(function (field) { return field[0] === "kind" && field[1] === "report"; });
  }

  function title(thing, node) { return secret(thing) ? node.dataset.secret : thing.title || node.dataset.untitled; }

  // Asked once more before anything is thrown away; the question takes the focus and gives it back.
  function sure(row, drop) {
    var question = row.querySelector("[data-sure]"), first = row.querySelector("[data-act=drop]");
    first.addEventListener("click", function () { show(question, true); first.hidden = true; question.querySelector("button").focus(); });
    row.querySelector("[data-act=leave-it]").addEventListener("click", function () { show(question, false); first.hidden = false; first.focus(); });
    row.querySelector("[data-act=drop-it]").addEventListener("click", drop);
  }

  function thingRow(thing) {
    var row = document.getElementById("thing-row").content.firstElementChild.cloneNode(true), name = row.querySelector("[data-say=title]");
    name.textContent = title(thing, name);
    row.querySelector("[data-say=time]").textContent = time(thing.handed || thing.changed);
    var files = row.querySelector("[data-say=files]");
    if (thing.files) { files.textContent = files.dataset.words.replace("{count}", thing.files); }
    var open = row.querySelector("[data-act=open]"), send = row.querySelector("[data-act=send]");
    say(row, state(thing));
    say(open, thing.state);
    open.href = thing.page + "#open-" + thing.id;
    open.hidden = thing.once && thing.state === "waiting";
    send.hidden = state(thing) !== "waiting";
    send.addEventListener("click", function () { box.send(thing.id); });
    each(row, "[data-doubtful]", function (words) { words.hidden = (words.dataset.doubtful === "yes") !== Boolean(thing.doubtful); });
    sure(row, function () { box.drop(thing.id); });
    return row;
  }

  function receiptRow(slip) {
    var row = document.getElementById("receipt-row").content.firstElementChild.cloneNode(true), number = row.querySelector("[data-say=number]");
    slip.code.split(" ").forEach(function (group) { row.querySelector("[data-say=code]").appendChild(document.createElement("span")).textContent = group; });
    row.querySelector("[data-say=time]").textContent = time(slip.at);
    number.textContent = slip.number ? number.dataset.words.replace("{number}", slip.number) : number.dataset.none;
    each(row, "[data-unseen]", function (word) { word.hidden = !slip.unseen; });
    row.querySelector("[data-act=page]").href = slip.page;
    sure(row, function () { box.dropReceipt(slip.id); });
    return row;
  }

  // Rows are made anew only when something changed: a question that stands open stays open.
  function fill(section, rows, make) {
    if (!section) { return; }
    var list = section.querySelector("ul"), mark = JSON.stringify(rows.map(function (row) { return [row.id, row.state && state(row), row.doubtful, row.changed, row.unseen]; }));
    section.hidden = !rows.length;
    if (section.dataset.mark === mark) { return; }
    section.dataset.mark = mark;
    list.textContent = "";
    rows.forEach(function (row) { list.appendChild(make(row)); });
  }

  function shown(thing) { return thing.id !== root.dataset.open && (thing.state !== "draft" || !thing.once); }

  function list() {
    return Promise.all([box.all(), box.receipts()]).then(function (found) {
      var place = document.querySelector("[data-receipts]"), news = place && place.dataset.receipts === "news";
      var slips = found[1].filter(function (slip) { return slip.unseen || !news; }).sort(function (one, other) { return (other.unseen ? 1 : 0) - (one.unseen ? 1 : 0) || other.at - one.at; });
      fill(document.querySelector("[data-things]"), found[0].filter(shown), thingRow);
      fill(place, slips, receiptRow);
      show(document.querySelector("[data-news=things]"), found[0].some(shown));
      show(document.querySelector("[data-news=receipts]"), slips.some(function (slip) { return slip.unseen; }));
      show(document.querySelector("[data-install]"), asked && (found[0].length || slips.length));
    });
  }

  // ---- sending ---------------------------------------------------------------------------------

  function work(atOnce) {
    clearTimeout(timer);
    if (offline()) { return; }
    box.sendAll(atOnce).then(function (left) { if (left) { timer = setTimeout(work, 15000); } }, function () { /* no storage: nothing waits */ });
  }

  // Where the browser can, it sends with all pages closed.
  function askToSync() {
    if (workers) { workers.ready.then(function (mine) { return mine.sync && mine.sync.register("outbox"); }).catch(function () { /* it cannot */ });
    }
  }

  // What waits is left to the browser too; on a phone that others use, what was only begun goes after an hour.
  function tidy() {
    return box.all().then(function (things) {
      if (things.some(function (thing) { return thing.state === "waiting"; })) { askToSync(); }
      things.forEach(function (thing) { if (thing.once && thing.state === "draft" && Date.now() - thing.changed > HOUR) { box.drop(thing.id); } });
    });
  }

  // The receipt's own page is open: the code was seen, and where others use the phone it stays no longer.
  function seen() {
    var mark = document.querySelector("[data-receipt]");
    if (!mark) { return; }
    box.receipts().then(function (slips) {
      slips.forEach(function (slip) {
        if (slip.code.replace(/ /g, "") !== mark.dataset.receipt || !slip.unseen) { return; }
        if (slip.once) { box.dropReceipt(slip.id); } else { slip.unseen = false; box.putReceipt(slip); }
      });
    });
  }

  // ---- language and letters ----------------------------------------------------------------------

  function look(large) {
    root.classList.toggle("large", large);
    each(document, "[data-large]", function (link) {
      link.textContent = large ? link.dataset.ordinary : link.dataset.larger;
      link.href = link.href.replace(/on=[01]/, large ? "on=0" : "on=1");
    });
  }

  // A tap on 大字 where there is no network holds here at once, and the house is told when there is one.
  each(document, "[data-large]", function (link) {
    link.addEventListener("click", function (event) {
      if (!box || !(offline() || kept)) { return; }
      event.preventDefault();
      look(!root.classList.contains("large"));
      box.note("large", root.classList.contains("large"));
    });
  });

  function keepLooks() {
    return Promise.all([box.note("large"), box.note("as")]).then(function (notes) {
      var wanted = notes[0], was = notes[1] || {};
      if (typeof wanted === "boolean" && wanted !== root.classList.contains("large")) { look(wanted); }
      if (kept) { return false; }
      if (typeof wanted === "boolean") {
        fetch("/large/?on=" + (wanted ? 1 : 0), { redirect: "manual" }).then(function () { return box.note("large", null); }).catch(function () { /* next time */ });
      }
      var as = { language: root.lang, large: root.classList.contains("large") };
      if (as.language === was.language && as.large === was.large) { return false; }
      return box.note("as", as).then(function () { return true; });
    });
  }

  function register(changed) {
    if (!workers) { return; }
    workers.register("/worker.js", { updateViaCache: "none" }).then(function (mine) {
      if (mine.active) { mine.active.postMessage({ say: "look", changed: changed }); }
    }).catch(function () { /* not here: the pages work as they always did */ });
  }

  // ---- on the first screen -----------------------------------------------------------------------

  var asked = null;
  window.addEventListener("beforeinstallprompt", function (event) {
    event.preventDefault();
    asked = event;
    if (box) { list(); }
  });
  each(document, "[data-install] button", function (button) {
    button.addEventListener("click", function () { if (asked) { asked.prompt(); asked = null; show(document.querySelector("[data-install]"), false); } });
  });

  // ---- beginning ---------------------------------------------------------------------------------

  function again() { location.replace(location.pathname + location.search); }

  each(document, "[data-again]", function (button) {
    button.hidden = false;
    button.addEventListener("click", again);
  });
  window.addEventListener("offline", tellNetwork);
  window.addEventListener("online", tellNetwork);
  tellNetwork();
  if (!box) { return; }
  window.Phone = { say: say, show: show, time: time, title: title, state: state, offline: offline, list: list, askToSync: askToSync };
  box.listen(list);
  tidy().then(list).then(seen, function () { /* storage is refused: there is nothing to show */ });
  window.addEventListener("load", function () { keepLooks().catch(function () { return false; }).then(register); work(true); });
  window.addEventListener("online", function () { if (document.querySelector("[data-again]")) { again(); } else { work(true); } });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { list(); work(true); } });
}());
