// 发件箱 What was written on this phone and has not arrived yet: kept in IndexedDB, sent when there is a
// network, exactly once. It knows no page and no letter: a thing has a kind, an address it goes to (`to`),
// fields and files; its key is made with it and stays. Pages and the service worker both load this.
//
// A thing is a "draft", "waiting" (handed in, so closed) or "refused" (with what has to be put right). It
// leaves the phone in the same transaction in which its receipt comes in, and only when the house has said
// that it keeps this very key: whatever else answers (a sign-in page of a hotspot, a proxy) is no answer.
(function (world) {
  "use strict";
  if (!world.indexedDB || !world.Promise || !world.fetch || !world.FormData) { return; }
  var LEASE = 30000, BEAT = 10000, FIRST_WAIT = 15000, LONGEST_WAIT = 15 * 60000, MANY_WAIT = 10 * 60000, SLOWEST = 4096; // bytes a second
  var opened, listeners = [], tower = world.BroadcastChannel ? new BroadcastChannel("outbox") : null;

  function open() {
    opened = opened || new Promise(function (done, refused) {
      var asked = indexedDB.open("lianxin", 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("things", { keyPath: "id" });
        asked.result.createObjectStore("files", { keyPath: "id", autoIncrement: true }).createIndex("of", "of");
        asked.result.createObjectStore("receipts", { keyPath: "id" });
        asked.result.createObjectStore("notes");
      };
      asked.onsuccess = function () {
        asked.result.onversionchange = function () { asked.result.close(); opened = null; };
        asked.result.onclose = function () { opened = null; };
        done(asked.result);
      };
      asked.onerror = asked.onblocked = function () { opened = null; refused(asked.error || new Error("blocked")); };
    });
    return opened;
  }

  // One transaction. Gives what `act` left in `left.it`, when all of it is on the disk and not only in memory.
  function within(names, mode, act) {
    return open().then(function (base) {
      return new Promise(function (done, refused) {
        var work = base.transaction(names, mode, { durability: "strict" }), left = {};
        work.oncomplete = function () { done(left.it); };
        work.onabort = function () { refused(work.error || new Error("aborted")); };
        act(function (name) { return work.objectStore(name); }, left);
      });
    });
  }

  function ask(name, question) {
    return within([name], "readonly", function (store, left) {
      question(store(name)).onsuccess = function (event) { left.it = event.target.result; };
    });
  }

  function get(id) { return ask("things", function (things) { return things.get(id); }); }

  function byChange(one, other) { return other.changed - one.changed; }

  function all() {
    return ask("things", function (things) { return things.getAll(); }).then(function (rows) { return rows.sort(byChange); });
  }

  function files(id) { return ask("files", function (store) { return store.index("of").getAll(id); }); }

  function changed(id) {
    listeners.forEach(function (tell) { tell(id); });
    if (tower) { tower.postMessage(id); }
  }

  function telling(id) { return function (it) { changed(id); return it; }; }

  if (tower) { tower.onmessage = function (event) { listeners.forEach(function (tell) { tell(event.data); }); }; }

  // Keep what is being written. What was handed in meanwhile is closed: it comes back as it is, unchanged.
  function keep(thing) {
    return within(["things"], "readwrite", function (store, left) {
      store("things").get(thing.id).onsuccess = function (event) {
        var was = event.target.result;
        left.it = was;
        if (was && was.state === "waiting") { return; }
        thing.made = was ? was.made : Date.now();
        thing.changed = Date.now();
        store("things").put(thing);
        left.it = thing;
      };
    }).then(telling(thing.id));
  }

  // Change a thing in one transaction; `change` may say no by giving false. Gives the thing, or nothing.
  function alter(id, change) {
    return within(["things"], "readwrite", function (store, left) {
      store("things").get(id).onsuccess = function (event) {
        var thing = event.target.result;
        if (!thing || change(thing) === false) { return; }
        store("things").put(thing);
        left.it = thing;
      };
    });
  }

  function leased(thing) { return thing.lease > Date.now() && thing.lease < Date.now() + 2 * LEASE; }

  // From here on it is closed, and is sent whenever there is a network.
  function handIn(id) {
    return alter(id, function (thing) {
      if (thing.state === "waiting") { return; }
      thing.state = "waiting"; thing.handed = Date.now(); thing.tries = 0; thing.next = 0; thing.lease = 0;
      thing.problems = []; thing.why = "";
    }).then(telling(id));
  }

  // Open it again. Not while it is being sent, nor when it may have arrived although no answer came back.
  function takeBack(id) {
    return alter(id, function (thing) {
      if (thing.state !== "waiting" || thing.doubtful || leased(thing)) { return false; }
      thing.state = "draft";
    }).then(telling(id));
  }

  function clear(store, id) {
    store("things").delete(id);
    store("files").index("of").openKeyCursor(IDBKeyRange.only(id)).onsuccess = function (event) {
      var cursor = event.target.result;
      if (cursor) { store("files").delete(cursor.primaryKey); cursor.continue(); }
    };
  }

  function drop(id) {
    return within(["things", "files"], "readwrite", function (store) { clear(store, id); }).then(telling(id));
  }

  function addFile(id, file) {
    return within(["files"], "readwrite", function (store) {
      store("files").add({ of: id, name: file.name, type: file.type, size: file.size, blob: file });
    }).then(telling(id));
  }

  function putFile(file) { return within(["files"], "readwrite", function (store) { store("files").put(file); }); }

  function dropFile(file) { return within(["files"], "readwrite", function (store) { store("files").delete(file.id); }); }

  function receipts() {
    return ask("receipts", function (store) { return store.getAll(); }).then(function (rows) {
      return rows.sort(function (one, other) { return other.at - one.at; });
    });
  }

  function receipt(id) { return ask("receipts", function (store) { return store.get(id); }); }

  function putReceipt(row) {
    return within(["receipts"], "readwrite", function (store) { store("receipts").put(row); }).then(telling(row.id));
  }

  function dropReceipt(id) {
    return within(["receipts"], "readwrite", function (store) { store("receipts").delete(id); }).then(telling(id));
  }

  // Small things to remember: in which language and letters, and whether others use this phone too.
  function note(name, value) {
    if (value === undefined) { return ask("notes", function (store) { return store.get(name); }); }
    return within(["notes"], "readwrite", function (store) { store("notes").put(value, name); });
  }

  function form(thing, kept) {
    var data = new FormData();
    thing.fields.forEach(function (field) { data.append(field[0], field[1]); });
    data.append("key", thing.id);
    data.append("language", thing.language || "");
    data.append("handed", thing.handed || "");
    // Last of all fields, so that a line that breaks cannot leave a part that looks whole.
    data.append("sizes", kept.map(function (file) { return file.size; }).join());
    kept.forEach(function (file) { data.append("files", file.blob || file, file.name); });
    return data;
  }

  function weight(kept) { return kept.reduce(function (sum, file) { return sum + file.size; }, 0); }

  // `whole`: all of it left this phone, so it may have arrived although no answer came.
  function judge(thing, status, text, whole) {
    var said = {};
    try { said = JSON.parse(text) || {}; } catch (other) { /* not from our house */ }
    if (status === 200 && said.kept === thing.id) { return { as: "kept", said: said }; }
    if (!said.again && said.problems && said.problems.length && status >= 400) { return { as: "refused", problems: said.problems }; }
    if (status === 413) { return { as: "refused", problems: [{ field: "files", sentence: "", too_large: true }] }; }
    return { as: "later", why: status === 429 ? "many" : status ? "house" : "network", doubtful: whole && status !== 429, problems: said.problems };
  }

  // Send it and judge the answer; never fails. Where there is XMLHttpRequest it tells how far it has come.
  function post(thing, kept, progress) {
    var patience = 60000 + 1000 * weight(kept) / SLOWEST;
    if (world.XMLHttpRequest) {
      return new Promise(function (done) {
        var call = new XMLHttpRequest(), whole = false;
        call.open("POST", thing.to);
        call.setRequestHeader("X-Lianxin-Outbox", "1");
        call.timeout = patience;
        call.upload.onload = function () { whole = true; };
        call.upload.onprogress = progress || null;
        call.onloadend = function () { done(judge(thing, call.status, call.responseText, whole)); };
        call.send(form(thing, kept));
      });
    }
    var brake = world.AbortController ? new AbortController() : null;
    var timer = setTimeout(function () { if (brake) { brake.abort(); } }, patience);
    return fetch(thing.to, { method: "POST", body: form(thing, kept), headers: { "X-Lianxin-Outbox": "1" }, credentials: "omit", signal: brake ? brake.signal : undefined })
      .then(function (answer) { return answer.text().then(function (text) { return judge(thing, answer.status, text, true); }); })
      .catch(function () { return judge(thing, 0, "", true); })
      .then(function (found) { clearTimeout(timer); return found; });
  }

  function claim(id) {
    return alter(id, function (thing) {
      if (thing.state !== "waiting" || leased(thing)) { return false; }
      thing.lease = Date.now() + LEASE;
      thing.unsure = thing.doubtful || false;
      thing.doubtful = true; // until the answer is here: power may go now
    });
  }

  function settle(thing, found) {
    if (found.as === "kept") {
      return within(["things", "files", "receipts"], "readwrite", function (store) {
        clear(store, thing.id);
        if (!found.said.code) { return; }
        store("receipts").put({
          id: thing.id, kind: thing.kind, at: Date.now(), unseen: true, once: thing.once || false,
          number: found.said.number, code: found.said.code, page: found.said.page, receipt: found.said.receipt
        });
      });
    }
    return alter(thing.id, function (now) {
      now.lease = 0;
      now.doubtful = found.as === "later" && (found.doubtful || thing.unsure);
      now.problems = found.problems || [];
      if (found.as === "refused") { now.state = "refused"; return; }
      now.why = found.why;
      now.tries = (now.tries || 0) + 1;
      // Each wait is twice the last, and no two phones wait alike.
      var wait = found.why === "many" ? MANY_WAIT : Math.min(LONGEST_WAIT, FIRST_WAIT * Math.pow(2, now.tries - 1));
      now.next = Date.now() + wait * (0.75 + Math.random() / 2);
    });
  }

  // A page that goes takes its call with it: whoever comes next need not wait for the lease to end.
  var going = null;
  world.addEventListener("pagehide", function () {
    if (going) { alter(going, function (thing) { thing.lease = 0; }); }
  });

  // Send one thing. Gives how it ended, or nothing when somebody else is sending it already.
  function send(id, progress) {
    return claim(id).then(function (thing) {
      if (!thing) { return null; }
      changed(going = id);
      var beat = setInterval(function () { alter(id, function (now) { now.lease = Date.now() + LEASE; }); }, BEAT);
      return files(id)
        .then(function (kept) { return post(thing, kept, progress); })
        .then(function (found) { clearInterval(beat); return settle(thing, found).catch(function () { /* it stays, and the next answer is the same */ }).then(function () { going = null; changed(id); return found; }); });
    });
  }

  // A wait longer than the longest there is comes from a clock that was set back.
  function due(thing) { return !(thing.next > Date.now()) || thing.next > Date.now() + 2 * LONGEST_WAIT; }

  // Send all whose time has come, the oldest first. Gives how many still wait. `atOnce`: there may be a network
  // again, so what waits for that does not wait longer; a house that asked for patience is not asked sooner.
  function sendAll(atOnce) {
    return all().then(function (things) {
      var now = things.filter(function (thing) { return thing.state === "waiting" && (due(thing) || (atOnce && thing.why === "network")); });
      return now.reverse().reduce(function (before, thing) { return before.then(function () { return send(thing.id); }); }, Promise.resolve());
    }).then(all).then(function (things) { return things.filter(function (thing) { return thing.state === "waiting"; }).length; });
  }

  function newKey() {
    var bytes = world.crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = bytes[6] & 15 | 64; bytes[8] = bytes[8] & 63 | 128;
    var hex = Array.prototype.map.call(bytes, function (byte) { return (byte + 256).toString(16).slice(1); }).join("");
    return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
  }

  world.Outbox = {
    get: get, all: all, keep: keep, handIn: handIn, takeBack: takeBack, drop: drop, send: send, sendAll: sendAll, post: post,
    files: files, addFile: addFile, putFile: putFile, dropFile: dropFile, weight: weight, leased: leased,
    receipts: receipts, receipt: receipt, putReceipt: putReceipt, dropReceipt: dropReceipt, note: note, newKey: newKey,
    listen: function (tell) { listeners.push(tell); }
  };
}(self));
