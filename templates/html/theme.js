// SPDX-License-Identifier: MIT
// Sets the theme that the reader chose, before anything is painted.
"use strict";

(() => {
  try {
    const chosen = localStorage.getItem("qapigen-theme");
    if (chosen === "light" || chosen === "dark") {
      document.documentElement.dataset.theme = chosen;
    }
  } catch {
    // Where nothing may be stored, the system's theme it is.
  }
})();
