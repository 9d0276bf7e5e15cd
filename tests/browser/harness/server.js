// Serves a folder as a careful static host would, under the page's policy and compressed,
// on a free port of this machine alone.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { dirname, extname, join, normalize, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { brotliCompress } from "node:zlib";

const POLICY = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "..", "assets", "page", "policy.txt");

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** What the page may do, as the one line of a header. */
export async function policy() {
  return (await readFile(POLICY, "utf8")).trim().split("\n").join("; ");
}

/**
 * @param {string} folder an absolute path
 * @param {{ compressed?: boolean, strict?: boolean }} [options] `compressed` answers with brotli, as a host on the
 *   internet does; without `strict` there is no policy, for pages that are not ours
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} `url` ends with a slash
 */
export async function serve(folder, { compressed = false, strict = true } = {}) {
  const allowed = await policy();
  /** @type {Map<string, Promise<Buffer>>} */
  const packed = new Map();
  const server = createServer(async (request, response) => {
    const path = pathOf(request.url ?? "/");
    const file = path && normalize(join(folder, path.endsWith("/") ? `${path}index.html` : path));
    if (!file || !file.startsWith(folder + sep)) {
      response.writeHead(400).end();
      return;
    }
    try {
      const body = await readFile(file);
      response.writeHead(200, {
        "content-type": TYPES[extname(file)] ?? "application/octet-stream",
        ...(strict && { "content-security-policy": allowed }),
        "cache-control": "no-store",
        ...(compressed && { "content-encoding": "br" }),
      });
      if (compressed && !packed.has(file)) {
        packed.set(file, promisify(brotliCompress)(body));
      }
      response.end(compressed ? await packed.get(file) : body);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    }
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve(undefined));
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve(undefined));
        server.closeAllConnections();
      }),
  };
}

/** @param {string} url */
function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return undefined;
  }
}
