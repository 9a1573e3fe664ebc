// Two comforts. Without them notes open by their address, and a server answers searches.
"use strict";
(function () {
  // A mark opens its note beside the text, without moving the page.
  var root = document.documentElement;
  root.classList.add("scripted");
  var marks = document.querySelectorAll(".mark");
  function noteOf(mark) { return document.getElementById(mark.getAttribute("href").slice(1)); }
  function toggle(mark, open) {
    noteOf(mark).classList.toggle("open", open);
    mark.setAttribute("aria-expanded", String(open));
  }
  function closeAll() {
    marks.forEach(function (mark) { toggle(mark, false); });
  }
  marks.forEach(function (mark) {
    mark.setAttribute("aria-expanded", "false");
    mark.setAttribute("aria-controls", mark.getAttribute("href").slice(1));
    mark.addEventListener("click", function (event) {
      var open = mark.getAttribute("aria-expanded") !== "true";
      event.preventDefault();
      closeAll();
      toggle(mark, open);
    });
  });
  document.addEventListener("keydown", function (event) {
    var open = document.querySelector(".mark[aria-expanded=true]");
    if (event.key === "Escape" && open) { closeAll(); open.focus(); }
  });
  document.querySelectorAll("[role=note] [href^='#m']").forEach(function (back) {
    back.addEventListener("click", function (event) {
      event.preventDefault();
      closeAll();
      document.getElementById(back.getAttribute("href").slice(1)).focus();
    });
  });
  function fromAddress() {
    var mark = document.querySelector('.mark[href="' + CSS.escape(location.hash).replace("\\#", "#") + '"]');
    if (mark && /^#n[0-9]+$/.test(location.hash)) { closeAll(); toggle(mark, true); }
  }
  window.addEventListener("hashchange", fromAddress);
  fromAddress();

  // Where no server has answered, the browser looks into the file by itself.
  var found = document.getElementById("found");
  var asked = (new URLSearchParams(location.search).get("q") || "").trim().slice(0, 200);
  if (!found || !found.dataset.file || !asked) { return; }
  document.getElementById("q").value = asked;
  function folded(text) { return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase(); }
  function element(name, text) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    return made;
  }
  function shown(row, editions) {
    var edition = editions[row[0]], item = element("li"), time = element("time", edition[2]);
    var link = element("a", row[2]), words = element("p", row[4].slice(0, 240));
    time.dateTime = edition[1];
    link.href = edition[0] + "#" + row[1];
    words.className = "quiet";
    link.lang = words.lang = row[3];
    item.append(time, link, words);
    return item;
  }
  function answer(file) {
    var words = folded(asked).split(/\s+/).filter(Boolean).slice(0, 8);
    function holds(text) { return words.every(function (word) { return text.includes(word); }); }
    var rows = file.rows.filter(function (row) { return holds(folded(row[2] + " " + row[4])); });
    var first = rows.filter(function (row) { return holds(folded(row[2])); });
    var rest = rows.filter(function (row) { return !holds(folded(row[2])); });
    var list = element("ul");
    list.className = "list";
    first.concat(rest).slice(0, 50).forEach(function (row) { list.append(shown(row, file.editions)); });
    found.replaceChildren(rows.length ? list : element("p", found.dataset.none));
  }
  fetch(found.dataset.file).then(function (reply) { return reply.json(); }).then(answer);
})();
