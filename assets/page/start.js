// Starts the application. In a file of its own because the page's policy runs no script
// that stands in its text; which files they are this time, the page's <meta> says.
const loading = document.getElementById("loading");
const { glue, module, editor, worker } = document.querySelector('meta[name="cloud-campus"]').dataset;
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

// Has the page kept in the browser, once nobody waits for anything. Where that cannot be, the
// page works as long as the server does. A newer build is told of and never forced: the page
// hears "campus-fresh", and says "campus-reload" when somebody wants it.
async function keep() {
  const registration = await navigator.serviceWorker.register(worker);
  const tell = () => {
    // With the first build nothing waits for anybody.
    if (registration.waiting && navigator.serviceWorker.controller) {
      document.documentElement.dataset.fresh = "";
      dispatchEvent(new Event("campus-fresh"));
    }
  };
  tell();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", tell));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      registration.update().catch(() => {});
    }
  });
  addEventListener("campus-reload", () => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      if (data === "others") {
        dispatchEvent(new Event("campus-others"));
      }
    };
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage("take-over", [port2]);
  });
}
if (worker && "serviceWorker" in navigator) {
  setTimeout(() => keep().catch((reason) => console.warn(reason)), 2000);
}
