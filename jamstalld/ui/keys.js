// Takes away Streamlit's keys of a single letter, R (run again) and C (clear what is kept): whoever speaks to the
// computer, or slips, would press them unawares. (WCAG 2.1.4; Streamlit has no setting for them.)
(() => {
  "use strict";
  // Streamlit listens here too, but later, and what has the focus has been told before: fields and menus take letters.
  document.addEventListener("keydown", (event) => {
    const alone = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (alone && ["r", "c"].includes(event.key?.toLowerCase())) event.stopImmediatePropagation();
  });
})();
