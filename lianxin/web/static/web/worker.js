// 服务脚本 It stands between the pages and the network. HOUSE (before this code) says what this edition keeps:
// scripts, styles, and two pages that are of nobody: the one to write on, and the one for where there is no
// network. Nothing else is ever put into a cache: what a code or a sign-in opens is always fetched anew.
(function () {
  "use strict";
  var CACHE = "lianxin-" + HOUSE.edition, PATIENCE = { write: 5000, other: 20000 }, DAY = 24 * 3600000;
  var quiet = 0; // until then the network is known to be bad: what is kept is not asked for first

  function keepPage(cache, address) {
    return (self.Outbox ? Outbox.note("as") : Promise.resolve()).then(function (as) {
      var asked = "?language=" + (as ? as.language : "") + "&large=" + (as && as.large ? 1 : 0);
      return fetch(address + asked, { credentials: "omit", cache: "no-store" });
    }).then(function (answer) {
      if (!answer.ok || answer.redirected) { throw new Error("no page of ours"); }
      return cache.put(address, answer);
    });
  }

  function keepPages(cache) { return Promise.all([HOUSE.kept.write, HOUSE.kept.offline].map(function (address) { return keepPage(cache, address); })); }

  function keepAll() {
    return caches.open(CACHE).then(function (cache) {
      var anew = HOUSE.assets.map(function (address) { return new Request(address, { cache: "no-cache" }); });
      return Promise.all([cache.addAll(anew), keepPages(cache)]);
    });
  }

  function dropOthers() {
    return caches.keys().then(function (names) {
      return Promise.all(names.map(function (name) { return name !== CACHE && name.indexOf("lianxin-") === 0 ? caches.delete(name) : null; }));
    });
  }

  function kept(address) {
    return caches.open(CACHE).then(function (cache) { return cache.match(address, { ignoreVary: true }); });
  }

  self.addEventListener("install", function (event) {
    event.waitUntil(keepAll().then(function () { return self.skipWaiting(); }));
  });

  self.addEventListener("activate", function (event) {
    event.waitUntil(dropOthers().then(function () {
      var early = self.registration.navigationPreload; // the page is asked for while this is still waking up
      return early ? early.enable() : null;
    }).then(function () { return self.clients.claim(); }));
  });

  // A page says that its language or letters changed; once a day the kept pages are fetched anew anyhow.
  self.addEventListener("message", function (event) {
    if (!event.data || event.data.say !== "look") { return; }
    event.waitUntil(kept(HOUSE.kept.write).then(function (page) {
      var old = !page || Date.now() - Date.parse(page.headers.get("Date")) > DAY;
      if (event.data.changed || old) { return caches.open(CACHE).then(keepPages); }
    }).catch(function () { /* no network: the next visit asks again */ }));
  });

  // The browser says that there is a network again. A page that is looked at sends by itself, and knows better
  // than a worker how far a letter has come. What is still left makes the browser try once more later.
  self.addEventListener("sync", function (event) {
    if (event.tag !== "outbox" || !self.Outbox) { return; }
    event.waitUntil(self.clients.matchAll({ type: "window" }).then(function (pages) {
      var seen = pages.some(function (page) { return page.visibilityState === "visible"; });
      return seen ? Outbox.all() : Outbox.sendAll(true).then(Outbox.all);
    }).then(function (things) {
      if (things.some(function (thing) { return thing.state === "waiting"; })) { throw new Error("still waiting"); }
    }));
  });

  function within(milliseconds, asked, good) {
    return new Promise(function (done, refused) {
      setTimeout(refused, milliseconds);
      asked.then(function (answer) { if (good(answer)) { done(answer); } else { refused(); } }, refused);
    });
  }

  // A page from the network; when that fails or takes too long, what is kept for it.
  function page(event, path) {
    var writing = path === HOUSE.write;
    var asked = Promise.resolve(event.preloadResponse).then(function (early) { return early || fetch(event.request); });
    return within(writing ? PATIENCE.write : PATIENCE.other, asked, function (answer) { return !writing || answer.status < 500; })
      .catch(function () {
        quiet = Date.now() + 60000;
        return kept(writing ? HOUSE.kept.write : HOUSE.kept.offline).then(function (page) { return page || asked; });
      });
  }

  function asset(request, path) {
    if (Date.now() < quiet) { return kept(path).then(function (file) { return file || fetch(request); }); }
    return fetch(request).catch(function () { return kept(path).then(function (file) { return file || Response.error(); }); });
  }

  self.addEventListener("fetch", function (event) {
    var request = event.request, address = new URL(request.url), path = address.pathname;
    var ours = address.origin === self.location.origin && !HOUSE.handsOff.some(function (room) { return path.indexOf(room) === 0; });
    if (!ours) { return; }
    if (request.mode === "navigate") {
      if (request.method === "GET") {
        event.respondWith(page(event, path));
      } else if (self.navigator.onLine === false) {
        event.respondWith(kept(HOUSE.kept.offline).then(function (page) { return page || Response.error(); }));
      }
    } else if (request.method === "GET" && HOUSE.assets.indexOf(path) >= 0) {
      event.respondWith(asset(request, path));
    }
  });
}());
