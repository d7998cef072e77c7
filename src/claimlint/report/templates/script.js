"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  root.classList.add("scripted");
  for (const element of document.querySelectorAll(".js")) element.hidden = false;

  // Theme: the dark palette is a style sheet of its own, so that printing never takes it.
  const dark = byId("dark");
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => dark.media === "screen" || (dark.media.includes("prefers") && prefersDark.matches);
  const nameTheme = () => { byId("theme").textContent = isDark() ? "Light" : "Dark"; };
  byId("theme").addEventListener("click", () => {
    dark.media = isDark() ? "not all" : "screen";
    root.style.colorScheme = isDark() ? "dark" : "light";
    nameTheme();
  });
  prefersDark.addEventListener("change", nameTheme);
  nameTheme();

  // Printing shows everything, whatever was closed; afterwards it is as it was.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const element of closed) element.open = true;
  });
  addEventListener("afterprint", () => {
    for (const element of closed) element.open = false;
  });

  const say = (text) => { byId("said").textContent = text; };
  const copyText = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // A page opened from a file may have no clipboard; the old way needs a field with the text selected.
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  };
  const copyFrom = async (button) => {
    const done = await copyText(button.parentElement.querySelector(".rewrite").textContent);
    button.textContent = done ? "Copied" : "Not copied";
    say(done ? "Copied" : "The browser did not let this page copy");
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  };

  const help = byId("help");
  byId("help-button").addEventListener("click", () => help.showModal());

  // Each finding once, with all that filtering needs; nothing is looked up in the page again.
  const notes = [...document.querySelectorAll(".note")].map((element) => ({
    element, page: element.closest(".page"), row: element.closest(".row"), number: element.dataset.n,
    severity: element.dataset.severity, category: element.dataset.category, file: element.dataset.file,
    status: element.dataset.status, jurisdiction: new Set(element.dataset.jurisdiction.split(" ")),
    claims: [], words: null, shown: true,
  }));
  if (!notes.length) return;
  const byNumber = new Map(notes.map((note) => [note.number, note]));
  const byElement = new Map(notes.map((note) => [note.element, note]));
  const claims = [...document.querySelectorAll(".claim")].map((element) => ({
    element, notes: element.dataset.of.split(" ").map((number) => byNumber.get(number)),
  }));
  for (const claim of claims) for (const note of claim.notes) note.claims.push(claim.element);
  const notesOfClaim = new Map(claims.map((claim) => [claim.element, claim.notes]));
  const pages = [...document.querySelectorAll(".page")];
  const rows = [...new Set(notes.map((note) => note.row))];

  let selected = null;
  let openedBySelecting = false;
  const select = (note, { scroll = true, focus = false } = {}) => {
    if (selected && selected !== note) {
      selected.element.classList.remove("on");
      for (const claim of selected.claims) claim.classList.remove("on");
      if (openedBySelecting) selected.element.open = false;
    }
    if (selected !== note) openedBySelecting = !note.element.open;
    selected = note;
    if (!note.shown) clearFilters();
    note.page.open = true;
    note.element.open = true;
    note.element.classList.add("on");
    for (const claim of note.claims) claim.classList.add("on");
    history.replaceState(null, "", "#" + note.element.querySelector(".body").id);
    const summary = note.element.firstElementChild;
    if (focus) summary.focus({ preventScroll: true });
    if (!scroll) return;
    // Rows take their true height when they come into view, so the place is right at the second time.
    const bring = () => {
      const tall = note.element.offsetHeight > innerHeight * 0.75;
      note.element.scrollIntoView({ block: tall ? "start" : "nearest" });
    };
    note.row.scrollIntoView({ block: "center" });
    requestAnimationFrame(() => { bring(); requestAnimationFrame(bring); });
  };

  const step = (by) => {
    const shown = notes.filter((note) => note.shown);
    if (!shown.length) return;
    let place = selected ? shown.indexOf(selected) + by : by > 0 ? 0 : shown.length - 1;
    if (selected && !selected.shown) place = 0;
    select(shown[Math.min(Math.max(place, 0), shown.length - 1)], { focus: true });
  };

  const fields = ["severity", "category", "jurisdiction", "file", "status"].filter((name) => byId(name));
  const search = byId("search");
  const bars = [...document.querySelectorAll(".chart [data-value]")].map((link) => ({
    link, field: byId(link.closest(".chart").dataset.filter),
  }));
  const wordsOf = (note) => {
    note.words ??= [note.page.querySelector("h2"), note.element, note.row.firstElementChild]
      .map((element) => element.textContent).join(" ").toLowerCase();
    return note.words;
  };
  const filter = () => {
    const wanted = fields.map((name) => [name, byId(name).value]).filter(([, value]) => value);
    const terms = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (note) => wanted.every(([name, value]) =>
      name === "jurisdiction" ? note.jurisdiction.has(value) : note[name] === value)
      && (!terms.length || terms.every((term) => wordsOf(note).includes(term)));
    const active = wanted.length > 0 || terms.length > 0;
    const livePages = new Set();
    const liveRows = new Set();
    let count = 0;
    for (const note of notes) {
      note.shown = fits(note);
      if (note.element.hidden === note.shown) note.element.hidden = !note.shown;
      if (!note.shown) continue;
      count += 1;
      livePages.add(note.page);
      liveRows.add(note.row);
    }
    for (const claim of claims) claim.element.classList.toggle("off", !claim.notes.some((note) => note.shown));
    const only = byId("claims-only").checked;
    for (const row of rows) row.hidden = only && !liveRows.has(row);
    for (const page of pages) page.hidden = active && !livePages.has(page);
    document.body.classList.toggle("claims-only", only);
    byId("shown").textContent = active ? `${count} of ${notes.length}` : `${notes.length} finding${notes.length > 1 ? "s" : ""}`;
    byId("none").hidden = count > 0;
    // A printed record must not pass for the whole.
    byId("filtered").hidden = !active && !only;
    byId("filtered").textContent = `Filtered: ${count} of ${notes.length} findings${only ? ", without the copy around them" : ""}.`;
    byId("clear").hidden = !active;
    byId("more").textContent = wanted.length ? `Filters (${wanted.length})` : "Filters";
    for (const { link, field } of bars) {
      link.parentElement.classList.toggle("on", field.value !== "" && field.value === link.dataset.value);
    }
  };
  const clearFilters = () => {
    for (const name of fields) byId(name).value = "";
    search.value = "";
    filter();
  };
  for (const name of fields) byId(name).addEventListener("change", filter);
  byId("claims-only").addEventListener("change", filter);
  byId("clear").addEventListener("click", () => { clearFilters(); search.focus(); });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  let waiting = 0;
  search.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 80); });
  byId("more").addEventListener("click", () => {
    byId("more").setAttribute("aria-expanded", String(byId("choices").classList.toggle("shown")));
  });
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.target;
    const button = target.closest(".copy");
    if (button) { copyFrom(button); return; }
    const claim = target.closest(".claim");
    if (claim) {
      event.preventDefault();
      // Where claims overlap, each click takes the next of them.
      const shown = notesOfClaim.get(claim).filter((note) => note.shown);
      if (shown.length) select(shown[(shown.indexOf(selected) + 1) % shown.length]);
      return;
    }
    const bar = target.closest(".chart [data-value]");
    if (bar) {
      event.preventDefault();
      const field = byId(bar.closest(".chart").dataset.filter);
      field.value = field.value === bar.dataset.value ? "" : bar.dataset.value;
      filter();
      byId("filters").scrollIntoView({ block: "start" });
      return;
    }
    const summary = target.closest(".note > summary");
    if (summary && !summary.parentElement.open) {
      // The browser opens it after this.
      const note = byElement.get(summary.parentElement);
      requestAnimationFrame(() => { select(note, { scroll: false }); openedBySelecting = true; });
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (event.key === "Escape") {
      if (typing) event.target.blur(); else clearFilters();
      return;
    }
    if (typing || !byId("keys").checked) return;
    const actions = {
      "j": () => step(1),
      "k": () => step(-1),
      "/": () => { search.focus(); search.select(); },
      "?": () => help.showModal(),
      "c": () => {
        const button = selected?.element.querySelector(".copy");
        if (button) copyFrom(button);
      },
    };
    const action = actions[event.key];
    if (action) { event.preventDefault(); action(); }
  });

  const followLink = () => {
    const body = location.hash.startsWith("#finding-") ? byId(location.hash.slice(1)) : null;
    const note = body && byElement.get(body.parentElement);
    if (note) select(note);
  };
  addEventListener("hashchange", followLink);
  filter();
  followLink();
})();
