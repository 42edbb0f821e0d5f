// Leads whoever signs in back to the page they came to: a link that a colleague sent, with its choices. Streamlit
// leads everybody to the first page.
(() => {
  "use strict";
  const ADDRESS = "jamstalld-address"; // in this tab, until it is used or closed
  const here = () => location.pathname + location.search;
  document.addEventListener(
    "click",
    (event) => {
      if (event.target.closest?.(".st-key-logga_in button")) sessionStorage.setItem(ADDRESS, here());
    },
    true,
  );
  const wanted = sessionStorage.getItem(ADDRESS);
  if (!wanted || here() !== "/") return;
  sessionStorage.removeItem(ADDRESS);
  if (wanted !== "/") location.replace(location.origin + wanted); // a path alone may name another host: "//…"
})();
