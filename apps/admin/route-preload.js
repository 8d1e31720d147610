// Asks for the code of the address's page and for its language's texts while the entry is still on its way: without, they would be
// asked for when it has run. A file, because the CSP refuses inline scripts; the build puts in what the map holds.
/** @type {Map<string, string[]>} */
const chunks = new Map();
const [first = "", second = ""] = location.pathname.slice(1).split("/");
const list = first === "" ? "overview" : first;
// `/keys/1` is a page of its own, "key".
const page = second === "" ? list : list.replace(/s$/, "");
let language = navigator.language;
try {
  language = localStorage.getItem("tokenledger.language") ?? language;
} catch {
  // Storage may be forbidden; the browser's languages then decide.
}
const texts = language.toLowerCase().startsWith("zh") ? "zh-cn" : "en";
for (const href of [...(chunks.get(page) ?? []), ...(chunks.get(texts) ?? [])]) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.crossOrigin = "anonymous";
  link.href = href;
  document.head.append(link);
}
