// 写信 A form whose words and pictures are kept on the phone as they come, and handed to the outbox when they
// are done: form[data-outbox] names the kind, data-to where it goes, data-words the field by which it is known
// again. Where the phone keeps nothing, the form is what it always was: the browser sends it itself.
(function () {
  "use strict";
  var form = document.querySelector("form[data-outbox]"), box = window.Outbox, phone = window.Phone, files = window.Pictures;
  if (!form || !box || !phone || !files) { return; }
  var id, base, shared = false, stored = false, dirty = false, busy = false, pressed = null, timer;
  var root = document.documentElement, panel = document.getElementById("waiting"), arrived = document.getElementById("arrived");
  var one = function (selector) { return document.querySelector(selector); };
  var list = function (things) { return Array.prototype.slice.call(things); };
  var tab = { // which letter this tab has open; a browser may refuse to remember
    get: function () { try { return sessionStorage.getItem("letter"); } catch (refused) { return null; } },
    set: function (it) { try { sessionStorage.setItem("letter", it); } catch (refused) { /* the list shows it */ } },
    clear: function () { try { sessionStorage.removeItem("letter"); } catch (refused) { /* there is none */ } }
  };

  // ---- from the form and back ----------------------------------------------------------------

  function keepable(control) {
    return control.name && ["csrfmiddlewaretoken", "key", "find"].indexOf(control.name) < 0 && ["file", "submit", "button"].indexOf(control.type) < 0;
  }

  function controls() { return list(form.elements).filter(keepable); }

  function ticks(control) { return control.type === "radio" || control.type === "checkbox"; }

  function fields() {
    return controls().filter(function (control) { return ticks(control) ? control.checked : control.value; })
      .map(function (control) { return [control.name, control.value]; });
  }

  // A choice that was looked up in the network is kept with its words, to be shown where there is none.
  function lookedUp() {
    var choice = form.querySelector("#bodies :checked"), words = choice && choice.closest("label").querySelector("span"), more = words && words.querySelector("small");
    return words ? { name: choice.name, value: choice.value, words: words.firstChild.textContent, more: more ? more.textContent : "" } : null;
  }

  function putChoice(choice) {
    var like = form.querySelector("#bodies .choice");
    var there = list(form.elements).some(function (control) { return control.name === choice.name && control.value === choice.value; });
    if (there || !like) { return; }
    var label = like.cloneNode(true), words = label.querySelector("span");
    label.querySelector("input").value = choice.value;
    label.querySelector("input").id = label.htmlFor = "looked-up";
    words.textContent = choice.words;
    if (choice.more) { words.appendChild(document.createElement("small")).textContent = choice.more; }
    like.parentNode.appendChild(label);
  }

  function restore(thing) {
    if (thing.choice) { putChoice(thing.choice); }
    controls().forEach(function (control) {
      var mine = thing.fields.filter(function (row) { return row[0] === control.name; }).map(function (row) { return row[1]; });
      if (ticks(control)) { control.checked = mine.indexOf(control.value) >= 0; } else { control.value = mine.length ? mine[0] : ""; }
    });
    list(form.querySelectorAll("details")).forEach(function (part) {
      if (list(part.querySelectorAll("input, select")).some(function (control) { return control.value; })) { part.open = true; }
    });
    form.dispatchEvent(new Event("input")); // the counters count anew
  }

  // A choice alone, or what was looked for, is not yet something written.
  function written() {
    return controls().some(function (control) { return !ticks(control) && control.tagName !== "SELECT" && !control.hasAttribute("data-bodies") && control.value.trim(); });
  }

  function thing() {
    var words = form.elements[form.dataset.words].value.trim().replace(/\s+/g, " "), letters = Array.from(words);
    return {
      id: id, kind: form.dataset.outbox, to: form.dataset.to, page: location.pathname, language: root.lang,
      state: base.state === "refused" ? "refused" : "draft", problems: base.problems || [], once: shared,
      fields: fields(), choice: lookedUp(), files: base.files || 0,
      title: letters.length > 40 ? letters.slice(0, 40).join("") + "…" : words
    };
  }

  // ---- kept as it is typed -------------------------------------------------------------------

  function tellSaved(at) {
    var line = form.querySelector("[data-saved]");
    line.textContent = line.dataset.words.replace("{time}", new Date(at).toLocaleTimeString(root.lang, { hour: "2-digit", minute: "2-digit" }));
    line.hidden = false;
    phone.show(one("[data-full]"), false);
  }

  // Handed in from another page meanwhile: the same words are the same letter, other words are another.
  function meanwhile(other) {
    if (JSON.stringify(other.fields) === JSON.stringify(fields())) { return other; }
    phone.show(one("[data-forked]"), true);
    begin(box.newKey());
    return files.of(id).then(function () { return keep(); });
  }

  function keep() {
    clearTimeout(timer);
    dirty = false;
    return box.keep(thing()).then(function (it) {
      if (it.state === "waiting") { return meanwhile(it); }
      stored = true;
      base = it;
      tab.set(id);
      tellSaved(it.changed);
      return it;
    });
  }

  function save() {
    clearTimeout(timer);
    if (!dirty || busy) { return Promise.resolve(); }
    dirty = false;
    if (!written() && !base.files) { stored = false; return box.drop(id); }
    return keep().catch(function () { dirty = true; phone.show(one("[data-full]"), true); });
  }

  function begin(key) {
    id = root.dataset.open = key;
    base = {};
    stored = false;
    var hidden = form.elements.key || form.appendChild(document.createElement("input"));
    hidden.type = "hidden"; hidden.name = "key"; hidden.value = key;
  }

  // ---- what has to be put right --------------------------------------------------------------

  function hideProblems() {
    list(document.querySelectorAll(".errors, form[data-outbox] .error")).forEach(function (line) { line.remove(); });
    list(form.querySelectorAll(".wrong")).forEach(function (field) { field.classList.remove("wrong"); });
  }

  function control(name) {
    var found = name && form.elements[name];
    return found && found.length && found.tagName !== "SELECT" ? found[0] : found;
  }

  function beside(place, sentence) {
    var field = place.closest(".field"), line = document.createElement("p"), parts = (field.querySelector("label, legend") || place);
    line.className = "error";
    line.id = "told-" + place.name;
    line.textContent = sentence;
    field.classList.add("wrong");
    parts.insertAdjacentElement("afterend", line);
    place.setAttribute("aria-describedby", ((place.getAttribute("aria-describedby") || "") + " " + line.id).trim());
  }

  function showProblems(problems) {
    var summary = document.getElementById("problems").content.firstElementChild.cloneNode(true);
    hideProblems();
    problems.forEach(function (problem) {
      var item = summary.querySelector("ul").appendChild(document.createElement("li")), place = control(problem.field);
      var sentence = problem.sentence || summary.dataset.tooLarge;
      if (!place) { item.textContent = sentence; return; }
      var link = item.appendChild(document.createElement("a"));
      link.href = "#" + place.id;
      link.textContent = sentence;
      beside(place, sentence);
    });
    form.parentNode.insertBefore(summary, form);
    summary.focus();
  }

  // What the house would surely say, said before the network is there to ask it.
  function missing() {
    return list(form.querySelectorAll("[data-missing]")).filter(function (place) {
      return ticks(place) ? !form.querySelector("[name=" + place.name + "]:checked") : !/\S/.test(place.value);
    }).filter(function (place, n, all) { return !n || all[n - 1].name !== place.name; })
      .map(function (place) { return { field: place.name, sentence: place.dataset.missing }; });
  }

  // ---- sending -------------------------------------------------------------------------------

  function working(on) {
    var button = form.querySelector("button.act");
    busy = on;
    button.dataset.was = button.dataset.was || button.textContent;
    button.textContent = on ? button.dataset.sending : button.dataset.was;
    if (on) { button.setAttribute("aria-disabled", "true"); } else { button.removeAttribute("aria-disabled"); }
  }

  function progress(event) {
    if (!event.lengthComputable || event.total < 102400) { return; }
    var part = Math.round(100 * event.loaded / event.total) + "%", button = form.querySelector("button.act");
    button.textContent = button.dataset.sending + " " + part;
    panel.querySelector("[data-say=progress]").textContent = part;
  }

  function leave(address) { tab.clear(); location.assign(address); }

  // Where the letter stands now, whoever sent it: this page, another one, or the browser by itself.
  function stand(forced) {
    return Promise.all([box.get(id), box.receipt(id)]).then(function (found) {
      if (found[1]) { return busy ? leave(found[1].receipt) : showArrived(found[1]); }
      if (!found[0]) { return panel.hidden ? null : location.reload(); }
      if (found[0].state === "waiting") { return forced || !busy ? showWaiting(found[0]) : null; }
      if (found[0].state === "refused" && (busy || !panel.hidden)) { return open(found[0]); }
    });
  }

  function showArrived(slip) {
    tab.clear();
    form.hidden = panel.hidden = true;
    arrived.hidden = false;
    arrived.querySelector("[data-act=receipt]").href = slip.receipt;
  }

  function showWaiting(it) {
    tab.clear(); // who comes to write next writes another one
    var was = panel.hidden, name = panel.querySelector("[data-say=title]");
    working(false);
    form.hidden = true;
    panel.hidden = false;
    name.textContent = phone.title(it, name);
    phone.say(panel, phone.state(it) === "sending" ? "sending" : it.why || "network");
    phone.show(panel.querySelector("[data-doubtful]"), it.doubtful && phone.state(it) !== "sending");
    phone.show(panel.querySelector("[data-act=back]"), !it.doubtful);
    phone.show(panel.querySelector("[data-act=send]"), phone.state(it) !== "sending");
    if (was) { hideProblems(); window.scrollTo(0, 0); panel.querySelector("h2").focus(); }
  }

  function sent(found) {
    if (found && found.as === "kept") { return leave(found.said.receipt); }
    return found && found.as === "later" ? wait() : stand(true);
  }

  // It has to stay here for a while: the browser is asked to keep it, and to send it with this page closed.
  function wait() {
    phone.askToSync();
    if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
    return stand(true);
  }

  function deliver() {
    return phone.offline() ? wait() : box.send(id, progress).then(sent);
  }

  // The phone has no room: straight to the house, or back on this page.
  function direct() {
    return box.files(id).catch(function () { return []; }).then(function (kept) {
      var it = thing();
      it.handed = Date.now();
      return box.post(it, kept.concat(files.loose()), progress);
    }).then(function (found) {
      working(false);
      if (found.as === "kept") { return box.drop(id).catch(function () { return null; }).then(function () { leave(found.said.receipt); }); }
      if (found.as === "refused") { return showProblems(found.problems); }
      phone.show(one("[data-loose]"), true);
      one("[data-loose]").scrollIntoView();
    });
  }

  function handIn() { return keep().then(function () { return box.handIn(id); }); }

  function submit(event) {
    var by = event.submitter || pressed, wrong;
    if (by && by.name === "find") {
      if (phone.offline()) { event.preventDefault(); } else { save(); }
      return;
    }
    event.preventDefault();
    if (busy) { return; }
    phone.show(one("[data-loose]"), false);
    wrong = missing();
    if (wrong.length) { return showProblems(wrong); }
    hideProblems();
    working(true);
    (files.loose().length ? keep().then(files.take) : Promise.resolve()).then(handIn).then(deliver, direct);
  }

  // ---- opening -------------------------------------------------------------------------------

  function open(it) {
    begin(it.id);
    base = it;
    stored = true;
    tab.set(id);
    restore(it);
    working(false);
    form.hidden = false;
    panel.hidden = true;
    return files.of(id).then(function () {
      if (it.state === "waiting") { return stand(true); }
      if (it.problems.length) { showProblems(it.problems); }
    });
  }

  // What the older pages kept: one letter, in another place.
  function migrate() {
    var old = null;
    try { old = JSON.parse(localStorage.getItem("draft:write")); } catch (refused) { /* there is none */ }
    if (!old || !old.rows) { return Promise.resolve(); }
    id = box.newKey();
    base = {};
    var it = thing(), rows = old.rows.filter(function (row) { return row[2] === null ? row[1] : row[2]; });
    it.fields = rows.map(function (row) { return [row[0], row[1]]; });
    it.title = body(it).slice(0, 40);
    return box.keep(it).then(function () { localStorage.removeItem("draft:write"); });
  }

  function body(it) { return (it.fields.filter(function (row) { return row[0] === form.dataset.words; })[0] || ["", ""])[1]; }

  // Somebody may have begun to type before this ran, or the browser put back what it knew. What begins alike
  // is the same letter, and the longer is the newer; anything else is a letter of its own, and stays.
  function opens(it) {
    var typed = form.elements[form.dataset.words].value;
    if (!it || (typed && typed.indexOf(body(it)) !== 0 && body(it).indexOf(typed) !== 0)) { return null; }
    return function () {
      return open(it).then(function () { if (typed.length > body(it).length) { form.elements[form.dataset.words].value = typed; dirty = true; save(); } });
    };
  }

  function begun(things) { return things.filter(function (it) { return it.kind === form.dataset.outbox && it.state !== "waiting" && !it.once; }); }

  // Which letter: the one that was sent back by the house, was asked for, or was open in this tab; else the
  // only one that was begun and not ended; else a new one.
  function choose() {
    var mine = form.elements.key && form.elements.key.value, asked = /^#open-([\w-]+)$/.exec(location.hash), anew = location.hash === "#new";
    if (asked || anew) { history.replaceState(null, "", location.pathname + location.search); tab.clear(); }
    return box.all().then(function (things) {
      var by = function (wanted) { return wanted ? things.filter(function (it) { return it.id === wanted; })[0] : null; };
      if (by(mine)) { begin(mine); base = by(mine); stored = dirty = true; tab.set(mine); return files.of(mine).then(save); }
      if (document.querySelector("[data-errors]")) { begin(mine || box.newKey()); return files.of(id); }
      var only = begun(things), it = by(asked && asked[1]) || (anew ? null : by(tab.get()));
      if (!it && !anew && !asked && !location.search && only.length === 1) { it = only[0]; phone.show(one("[data-put-back]"), !!opens(it)); }
      if (opens(it)) { return opens(it)(); }
      begin(mine || box.newKey());
      dirty = written();
      return files.of(id).then(save);
    });
  }

  function listen() {
    form.setAttribute("autocomplete", "off"); // what was sent does not come back by the browser's own memory
    form.addEventListener("input", function (event) {
      if (!event.isTrusted) { return; }
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(save, 400);
    });
    form.addEventListener("files", function () {
      box.files(id).then(function (kept) { base.files = kept.length; dirty = true; save(); });
    });
    files.input.addEventListener("change", function () {
      if (!files.loose().length || busy) { return; }
      keep().then(files.take).catch(function () { files.no("full", ""); });
    });
    form.addEventListener("click", function (event) { pressed = event.target.closest("button"); });
    form.addEventListener("submit", submit);
    panel.querySelector("[data-act=send]").addEventListener("click", function () {
      if (phone.offline()) { return stand(true); }
      busy = true;
      box.send(id, progress).then(sent);
    });
    panel.querySelector("[data-act=back]").addEventListener("click", function () {
      box.takeBack(id).then(function (it) { return it ? open(it) : stand(true); });
    });
    form.querySelector("#shared").addEventListener("change", function (event) {
      shared = event.target.checked;
      box.note("shared", shared);
      dirty = stored;
      save();
    });
    box.listen(function (what) { if (what === id) { stand(false); } });
    window.addEventListener("pagehide", save);
    document.addEventListener("visibilitychange", function () { if (document.hidden) { save(); } });
    window.addEventListener("hashchange", function () { if (/^#(new|open-.*)$/.test(location.hash)) { history.scrollRestoration = "manual"; location.reload(); } });
    window.addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });
  }

  box.note("shared").then(function (it) { shared = it === true; form.querySelector("#shared").checked = shared; })
    .then(migrate).then(choose).then(function () {
      list(document.querySelectorAll("[data-scripts]")).forEach(function (part) { part.hidden = false; });
      listen();
      phone.list();
      root.dataset.ready = "1";
    }, function () { /* storage is refused: the form sends itself */ });
}());
