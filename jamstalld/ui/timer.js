// Counts on in the browser what the server began to count: how much of a point's time is left, or how far over it is.
// An element with data-elapsed (seconds so far) and data-minutes (0 for no limit) is kept in the server's words, which
// are those of timer_text in jamstalld/wording/meetings.py.
(() => {
  "use strict";
  const SEEN = "data-elapsed";
  const since = new WeakMap(); // of each element: what the server said, and when it came

  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

  const words = (elapsed, minutes) => {
    if (!minutes) return clock(elapsed);
    const left = minutes * 60 - elapsed;
    return left >= 0 ? `${clock(left)} kvar` : `${clock(-left)} över tiden`;
  };

  setInterval(() => {
    for (const timer of document.querySelectorAll(`[${SEEN}]`)) {
      const said = timer.getAttribute(SEEN);
      let from = since.get(timer);
      if (from?.said !== said) {
        from = { said, at: performance.now() };
        since.set(timer, from);
      }
      const elapsed = Number(said) + Math.floor((performance.now() - from.at) / 1000);
      const shown = words(elapsed, Number(timer.dataset.minutes));
      if (timer.textContent !== shown) timer.textContent = shown;
    }
  }, 250);
})();
