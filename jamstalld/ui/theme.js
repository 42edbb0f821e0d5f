// Lets the page be drawn anew when it turns light or dark: its pictures are drawn by the server, in colours of their
// own, and Streamlit does not ask for them again when the reader or the computer changes the theme.
(() => {
  "use strict";
  const LOOK = 300; // milliseconds
  let drawn = "";
  setInterval(() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const again = document.querySelector(".st-key-rita_om button");
    if (!app || !again) return;
    const scheme = getComputedStyle(app).colorScheme;
    if (drawn && drawn !== scheme) again.click();
    drawn = scheme;
  }, LOOK);
})();
