// The loader of the page's parts; what follows is written by the tool that cuts them.
// Like the glue of the first part, it does with a host that does not know what a module is.
const WebAssembly = {
  async instantiateStreaming(fetched, imports) {
    const answer = await fetched;
    if (!answer.ok) {
      throw new Error(`${answer.url}: the server answers ${answer.status}`);
    }
    const known = answer.headers.get("Content-Type")?.startsWith("application/wasm");
    return known
      ? globalThis.WebAssembly.instantiateStreaming(answer, imports)
      : globalThis.WebAssembly.instantiate(await answer.arrayBuffer(), imports);
  },
};

