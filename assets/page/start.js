// Starts the application. In a file of its own because the page's policy runs no script
// that stands in its text; which files they are this time, the page's <meta> says.
const loading = document.getElementById("loading");
const { glue, module } = document.querySelector('meta[name="cloud-campus"]').dataset;
try {
  const { default: start } = await import(new URL(glue, document.baseURI).href);
  await start({ module_or_path: new URL(module, document.baseURI) });
  loading.remove();
} catch (reason) {
  console.error(reason);
  loading.firstElementChild.textContent =
    "Cloud Campus could not be loaded. Look whether you are online, then load the page again.";
}
