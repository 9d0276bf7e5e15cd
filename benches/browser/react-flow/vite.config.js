// Relative addresses: the page is served by the bench's own little server.
export default { base: "./", build: { outDir: "dist", chunkSizeWarningLimit: 2000 } };
