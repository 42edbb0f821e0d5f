// Translates Streamlit's own English words as they appear in the page.
// The middleware puts the dictionary (swedish.toml) in the place of the word in capitals below.
(() => {
  "use strict";
  const { texts, spoken, patterns } = DICTIONARY;
  const seenWords = new Map(Object.entries(texts));
  const spokenWords = new Map(Object.entries({ ...texts, ...spoken }));
  const rules = patterns.map(({ english, swedish }) => [new RegExp(english, "su"), swedish]);
  // One test that says no to nearly every text, before the rules are tried one by one.
  const anyRule = new RegExp(patterns.map(({ english }) => `(?:${english})`).join("|"), "su");
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "aria-roledescription"];
  const LONGEST = 500;
  // What the app itself writes is Swedish already, or comes from its user, and may look like a word of Streamlit's.
  const OWN_TEXT = [
    '[data-testid="stMarkdown"]',
    '[data-testid="stHeading"]',
    '[data-testid="stTable"]',
    '[data-testid="stText"]',
    '[data-testid="stAlert"]',
    '[data-testid="stCaptionContainer"]',
    '[data-testid="stWidgetLabel"]',
    '[role="option"][data-key]:not([data-key^="__"])', // no key or "__": Streamlit's own, such as "Select all"
    "[data-tag]",
    "svg",
    "script",
    "style",
    "textarea",
  ].join();

  const translated = (text, words) => {
    if (!text || text.length > LONGEST) return text;
    const bare = text.trim();
    const whole = words.get(bare);
    if (whole !== undefined) return text.replace(bare, () => whole);
    if (!anyRule.test(bare)) return text;
    const [rule, swedish] = rules.find(([candidate]) => candidate.test(bare));
    return text.replace(bare, () => bare.replace(rule, swedish));
  };

  const translateText = (node) => {
    const swedish = translated(node.data, seenWords);
    if (swedish !== node.data && !node.parentElement?.closest(OWN_TEXT)) node.data = swedish;
  };

  const translateAttribute = (element, name) => {
    const english = element.getAttribute(name);
    const swedish = translated(english, spokenWords);
    if (swedish !== english) element.setAttribute(name, swedish);
  };

  const translateTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return undefined;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateText(node);
      else for (const name of ATTRIBUTES) if (node.hasAttribute(name)) translateAttribute(node, name);
    }
    return undefined;
  };

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(translateTree);
      else if (change.type === "characterData") translateText(change.target);
      else translateAttribute(change.target, change.attributeName);
    }
  }).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
})();
