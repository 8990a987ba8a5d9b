// SPDX-License-Identifier: MIT
// Comforts of the page: the theme, copying code, opening what a link points into.
"use strict";

(() => {
  const root = document.documentElement;
  const themes = ["system", "light", "dark"];

  function showTheme(button, theme) {
    button.textContent = { system: "◐", light: "☀", dark: "☾" }[theme];
    button.setAttribute("aria-label", `Theme: ${theme}`);
    button.title = `Theme: ${theme}`;
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  }

  function prepareTheme() {
    const button = document.getElementById("ui:theme");
    let theme = root.dataset.theme ?? "system";
    showTheme(button, theme);
    button.hidden = false;
    button.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      showTheme(button, theme);
      try {
        localStorage.setItem("qapigen-theme", theme);
      } catch {
        // It holds for this page, then.
      }
    });
  }

  async function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // Pages opened from a file have no clipboard of their own.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }

  // Of an example what the client sends, without arrows; of other code all.
  function copied(figure) {
    const sent = [...figure.querySelectorAll(".sent")];
    if (!sent.length) return figure.querySelector("code").textContent;
    return sent.map((turn) => turn.textContent.replace(/^\s*-> ?/, "")).join("");
  }

  function addCopyButton(figure) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await copy(copied(figure));
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    figure.append(button);
  }

  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const around = target.closest("details");
    if (around) around.open = true;
    bringIntoView(target, 5);
  }

  // What is shown for the first time gets its true height only then, and pushes the rest away.
  function bringIntoView(target, frames) {
    target.scrollIntoView();
    if (frames) requestAnimationFrame(() => bringIntoView(target, frames - 1));
  }

  function prepareMenu() {
    const menu = document.getElementById("ui:menu");
    const narrow = matchMedia("(max-width: 56rem)");
    const follow = () => (menu.open = !narrow.matches);
    narrow.addEventListener("change", follow);
    follow();
    const here = menu.querySelector("[aria-current]");
    const side = menu.closest("nav");
    if (here && menu.open) side.scrollTop = here.offsetTop - side.clientHeight / 4;
  }

  prepareTheme();
  prepareMenu();
  document.querySelectorAll("figure").forEach(addCopyButton);
  addEventListener("hashchange", openTarget);
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
  });
  openTarget();
})();
