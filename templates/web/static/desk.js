// Small things of the desk that need a script; every page works without it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  // What cannot be undone is asked about first: <button data-ask="…">.
  document.body.addEventListener("click", (event) => {
    const button = event.target.closest("[data-ask]");
    if (button && !window.confirm(button.dataset.ask)) event.preventDefault();
  });
  // Errors of fragments are told where flashes are.
  document.body.addEventListener("htmx:responseError", (event) => {
    const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const words = answer.querySelector("main .card p, main p");
    say(words ? words.textContent : "This did not work. Load the page again.");
  });
  document.body.addEventListener("htmx:sendError", () => say("The desk cannot be reached."));
});

function say(words) {
  const place = document.getElementById("flash");
  const line = document.createElement("p");
  line.className = "flash";
  line.textContent = words;
  place.replaceChildren(line);
}
