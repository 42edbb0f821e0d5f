// Saves what is being written, without the writer doing anything, and says in words how it stands.
//
// Streamlit sends the text of a field when the writer leaves it or presses Ctrl+Enter. Within a container whose key
// begins with "skriv_" that key is pressed for the writer every other second in which there is anything new. What the
// server has dealt with it tells beside the field: a checksum of the text, and the words for it (see
// jamstalld/ui/writing.py). As long as the field holds anything else, it is not saved, and the page says so, and what
// hinders it if anything does.
(() => {
  "use strict";
  const FIELDS = '[class*="st-key-skriv_"] textarea';
  const LOOK = 300; // milliseconds
  const WAIT = 1500;
  const PAUSE = 2500;
  const SAVING = "Sparar …";
  const LOST = "Ingen kontakt med servern. Det senaste du skrev är inte sparat än.";
  const BACK = "Kontakten med servern är tillbaka.";
  const states = new WeakMap(); // of each field: its text and checksum, since when it waits, whether it is composed
  let spot = null; // where the writer was: the field's name and the caret
  let lost = false;

  const table = Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value >>> 0;
  });
  const checksum = (text) => {
    let value = 0xffffffff;
    for (const byte of new TextEncoder().encode(text)) value = table[(value ^ byte) & 0xff] ^ (value >>> 8);
    return ((value ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
  };

  const connected = () =>
    document.querySelector('[data-testid="stApp"]')?.dataset.testConnectionState === "CONNECTED";
  const markOf = (field) => field.closest('[class*="st-key-skriv_"]')?.querySelector("[data-hanterat]");
  const show = (mark, words) => {
    if (mark.textContent !== words) mark.textContent = words;
  };

  const stateOf = (field) => {
    const state = states.get(field) ?? { text: null, sum: "", since: 0, typed: 0, waiting: false, composing: false };
    if (state.text !== field.value) {
      state.text = field.value;
      state.sum = checksum(field.value);
    }
    states.set(field, state);
    return state;
  };

  // To those who do not see the page: lost contact at once, saved when the writer has paused.
  const announce = (() => {
    const region = document.createElement("div");
    region.setAttribute("role", "status");
    region.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
    return (words) => {
      if (!region.isConnected) document.body.append(region);
      region.textContent = words;
    };
  })();

  const commit = (field) =>
    field.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true }),
    );

  const look = () => {
    const now = Date.now();
    const there = connected();
    for (const field of document.querySelectorAll(FIELDS)) {
      const mark = markOf(field);
      if (!mark) continue;
      const state = stateOf(field);
      if (state.sum === mark.dataset.hanterat) {
        show(mark, mark.dataset.ord);
        if (state.waiting && there && now - state.typed > PAUSE) {
          state.waiting = false;
          announce(mark.dataset.ord);
        }
        state.since = 0;
      } else {
        state.waiting = true;
        state.since ||= now;
        show(mark, there ? mark.dataset.hinder || SAVING : LOST);
        if (there && !state.composing && now - state.since >= WAIT) {
          state.since = now;
          commit(field);
        }
      }
    }
    if (there) putBack();
    if (!there && !lost && document.querySelector(FIELDS)) announce(LOST);
    if (there && lost) announce(BACK);
    lost = !there && (lost || document.querySelector(FIELDS) !== null);
  };

  // Streamlit locks every field while there is no contact, and the writer's place is lost with it.
  const remember = () => {
    const field = document.activeElement;
    if (!connected()) return;
    spot = field?.matches(FIELDS) ? { field, start: field.selectionStart, end: field.selectionEnd } : null;
  };
  const putBack = () => {
    if (!lost || !spot?.field.isConnected || spot.field.disabled) return;
    if (document.activeElement === document.body) {
      spot.field.focus();
      spot.field.setSelectionRange(spot.start, spot.end);
    }
  };

  const saveNow = () => {
    for (const field of document.querySelectorAll(FIELDS)) {
      const mark = markOf(field);
      if (mark && stateOf(field).sum !== mark.dataset.hanterat && connected()) commit(field);
    }
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches?.(FIELDS)) stateOf(event.target).typed = Date.now();
  });
  for (const [name, composing] of [["compositionstart", true], ["compositionend", false]]) {
    document.addEventListener(name, (event) => {
      if (event.target.matches?.(FIELDS)) stateOf(event.target).composing = composing;
    });
  }
  document.addEventListener("selectionchange", remember);
  document.addEventListener("visibilitychange", () => document.hidden && saveNow());
  window.addEventListener("pagehide", saveNow);
  setInterval(look, LOOK);
})();
