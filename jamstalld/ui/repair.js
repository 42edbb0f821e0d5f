// Mends markup of Streamlit's that screen readers stumble over; found with axe.
(() => {
  "use strict";
  const REPAIRS = [
    // The menu: a list whose children are groups. Each group becomes a list of its own, named by its heading.
    ['[data-testid="stSidebarNavItems"]', (menu) => menu.setAttribute("role", "presentation")],
    [
      '[data-testid="stSidebarNavItems"] > div',
      (group) => {
        const heading = group.querySelector('header [data-testid="stMarkdownContainer"]');
        group.setAttribute("role", "list");
        if (heading) group.setAttribute("aria-label", heading.textContent);
      },
    ],
    // A named place to drop files cannot be mere decoration.
    ['[data-testid="stFileUploaderDropzone"]', (place) => place.setAttribute("role", "group")],
    // A table wider than the window scrolls sideways: the keyboard has to reach what scrolls.
    [
      '[data-testid="stTable"] > div',
      (frame) => {
        frame.setAttribute("tabindex", "0");
        frame.setAttribute("role", "group");
        frame.setAttribute("aria-label", "Tabell, går att rulla i sidled");
      },
    ],
  ];
  const mended = new WeakSet();

  const mend = () => {
    for (const [selector, repair] of REPAIRS) {
      for (const element of document.querySelectorAll(selector)) {
        if (!mended.has(element)) repair(element);
        mended.add(element);
      }
    }
  };

  // Once a frame at most: React adds hundreds of nodes at a time.
  let waiting = false;
  new MutationObserver(() => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mend();
    });
  }).observe(document.documentElement, { subtree: true, childList: true });
})();
