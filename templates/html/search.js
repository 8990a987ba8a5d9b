// SPDX-License-Identifier: MIT
// Search as one types, over an index that is loaded when somebody first wants it.
"use strict";

(() => {
  const SHOWN = 30;
  // Commands and events first, then types, then what is in them.
  const WEIGHT = { command: 0, event: 0 };
  const box = document.getElementById("ui:search");
  const query = document.getElementById("ui:query");
  const list = document.getElementById("ui:results");
  const count = document.getElementById("ui:count");
  let rows = null; // the index as objects, once it is loaded
  let active = -1;

  function load() {
    if (window.qapigenIndex || load.begun) return;
    load.begun = true;
    const script = document.createElement("script");
    script.src = "search-index.js";
    script.addEventListener("load", () => {
      rows = prepared();
      show();
    });
    document.head.append(script);
  }

  // Rows of the index as objects, with what they are compared by.
  function prepared() {
    const { kinds, pages, rows: raw } = window.qapigenIndex;
    return raw.map(([name, kind, page, owner]) => ({
      name,
      low: name.toLowerCase(),
      kind: kinds[kind],
      owner: owner === undefined ? "" : raw[owner][0],
      page: pages[page],
    }));
  }

  function address(row) {
    const name = encodeURIComponent(row.name);
    if (!row.owner) return `${row.page}#${name}`;
    const join = row.kind === "branch" ? ":" : ".";
    return `${row.page}#${encodeURIComponent(row.owner)}${join}${name}`;
  }

  // Lower is better, none for no match: whole, beginning, beginning of a part, within.
  function rank(row, words) {
    let sum = row.owner ? 0.6 : WEIGHT[row.kind] ?? 0.3;
    for (const [number, word] of words.entries()) {
      const at = row.low.indexOf(word);
      if (at < 0) {
        if (number === words.length - 1 || !row.owner.toLowerCase().includes(word)) {
          return null;
        }
      } else if (row.low === word) sum += 0;
      else if (at === 0) sum += 1;
      else if ("-_.".includes(row.low[at - 1])) sum += 2;
      else sum += 3;
    }
    return sum + row.name.length / 100;
  }

  // The best rows in order, and how many there are; sorting them all would take longer.
  function found(words) {
    const best = [];
    let total = 0;
    for (const row of words.length ? rows : []) {
      const value = rank(row, words);
      if (value === null) continue;
      total += 1;
      if (best.length === SHOWN && value >= best[SHOWN - 1].value) continue;
      let at = best.length;
      while (at > 0 && best[at - 1].value > value) at -= 1;
      best.splice(at, 0, { value, row });
      best.length = Math.min(best.length, SHOWN);
    }
    return { best: best.map(({ row }) => row), total };
  }

  // A name with what was typed in it marked.
  function marked(row, words) {
    const name = document.createElement("code");
    const word = words.findLast((each) => row.low.includes(each)) ?? "";
    const at = row.low.indexOf(word);
    const hit = document.createElement("mark");
    hit.textContent = row.name.slice(at, at + word.length);
    name.append(row.name.slice(0, at), hit, row.name.slice(at + word.length));
    return name;
  }

  function option(row, number, words) {
    const item = document.createElement("li");
    item.id = `ui:result-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const kind = document.createElement("span");
    kind.className = `kind ${row.kind}`;
    kind.textContent = row.kind;
    const of = document.createElement("span");
    of.className = "of";
    of.textContent = row.owner ? `of ${row.owner}` : row.page.replace(/\.html$/, "");
    item.append(kind, " ", marked(row, words), " ", of);
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => go(address(row)));
    item.dataset.address = address(row);
    return item;
  }

  function show() {
    const text = query.value.trim();
    if (!text || !rows) return hide();
    const words = text.toLowerCase().split(/[\s.:#@]+/).filter(Boolean);
    const { best, total } = found(words);
    list.replaceChildren(...best.map((row, number) => option(row, number, words)));
    list.hidden = false;
    query.setAttribute("aria-expanded", "true");
    count.textContent = total ? `${total} results` : "nothing found";
    if (!total) {
      const nothing = document.createElement("li");
      nothing.className = "nothing";
      nothing.setAttribute("role", "option");
      nothing.setAttribute("aria-disabled", "true");
      nothing.textContent = "Nothing has such a name.";
      list.replaceChildren(nothing);
    }
    select(total ? 0 : -1);
  }

  function hide() {
    list.hidden = true;
    list.replaceChildren();
    query.setAttribute("aria-expanded", "false");
    query.removeAttribute("aria-activedescendant");
    count.textContent = "";
    active = -1;
  }

  function select(number) {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = number;
    const item = list.children[active];
    if (!item) return query.removeAttribute("aria-activedescendant");
    item.setAttribute("aria-selected", "true");
    item.scrollIntoView({ block: "nearest" });
    query.setAttribute("aria-activedescendant", item.id);
  }

  function go(where) {
    hide();
    query.blur();
    location.href = where;
  }

  function onKey(event) {
    const last = list.children.length - 1;
    if (event.key === "ArrowDown") select(Math.min(active + 1, last));
    else if (event.key === "ArrowUp") select(Math.max(active - 1, 0));
    else if (event.key === "Enter" && active >= 0) go(list.children[active].dataset.address);
    else if (event.key === "Escape") {
      hide();
      query.blur();
    } else return;
    event.preventDefault();
  }

  function isTyping(element) {
    return element.matches("input, textarea, select, [contenteditable]");
  }

  box.hidden = false;
  query.addEventListener("focus", load);
  query.addEventListener("input", show);
  query.addEventListener("keydown", onKey);
  query.addEventListener("blur", hide);
  query.addEventListener("focus", () => query.value && show());
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(document.activeElement)) return;
    event.preventDefault();
    query.focus();
    query.select();
  });
})();
