import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readPreloads } from "./page-preloads.ts";

/** And as the build compressed it. */
const DOCUMENT = /[/\\]index\.html(?:\.\w+)?$/;
const HASHED = /[/\\]assets[/\\]/;
const API_PREFIXES = ["/trpc/", "/api/"];
const UNBUILT = readFileSync(new URL("./unbuilt.html", import.meta.url), "utf8");

const isForPage = (request: FastifyRequest): boolean => {
  const [path = ""] = request.url.split("?", 1);
  const isRead = request.method === "GET" || request.method === "HEAD";
  const isFile = path.slice(path.lastIndexOf("/")).includes(".");
  return isRead && !isFile && !API_PREFIXES.some((prefix) => path.startsWith(prefix));
};

const answerMissing = async (
  request: FastifyRequest,
  reply: FastifyReply,
  sendPage: (reply: FastifyReply) => FastifyReply,
): Promise<FastifyReply> =>
  isForPage(request)
    ? sendPage(reply)
    : reply.code(404).send({ error: "NOT_FOUND", message: "There is nothing here." });

/**
 * Serves the built admin page: files named by their content (`/assets/`) are kept for a year, `index.html` is asked for anew each time,
 * and every path that is no file and no API is the page (its router reads the path).
 * The document's head names the scripts of the page at that address. What the build wrote compressed beside a file is sent to whoever takes it. Not built yet: a page that says how.
 */
export const registerPageRoutes = async (
  app: FastifyInstance,
  pageFolder: string,
): Promise<void> => {
  if (!existsSync(join(pageFolder, "index.html"))) {
    app.setNotFoundHandler((request, reply) =>
      answerMissing(request, reply, (page) =>
        page.code(503).type("text/html; charset=utf-8").send(UNBUILT),
      ),
    );
    return;
  }
  const linksOf = readPreloads(pageFolder);
  await app.register(fastifyStatic, {
    root: pageFolder,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header(
        "cache-control",
        HASHED.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
      );
      const links = DOCUMENT.test(path) ? linksOf(reply.request.url) : null;
      if (links !== null) reply.header("link", links);
    },
  });
  app.setNotFoundHandler((request, reply) =>
    answerMissing(request, reply, (page) => page.sendFile("index.html")),
  );
};
