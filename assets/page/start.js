// Starts the application. In a file of its own because the page's policy runs no script
// that stands in its text; which files they are this time, the page's <meta> says.
const loading = document.getElementById("loading");
const { glue, module, editor } = document.querySelector('meta[name="cloud-campus"]').dataset;
if (editor && location.hash.startsWith("#/") && location.hash !== "#/") {
  // The address leads to a document: what shows it comes beside the first part, not after it.
  const early = document.createElement("link");
  Object.assign(early, { rel: "preload", as: "fetch", type: "application/wasm", crossOrigin: "anonymous", href: editor });
  document.head.append(early);
}
try {
  const { default: start } = await import(new URL(glue, document.baseURI).href);
  await start({ module_or_path: new URL(module, document.baseURI) });
  loading.remove();
} catch (reason) {
  console.error(reason);
  loading.firstElementChild.textContent =
    "Cloud Campus could not be loaded. Look whether you are online, then load the page again.";
}
