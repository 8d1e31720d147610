import { createServer } from "node:http";
import { z } from "zod";

/**
 * The least a node:http server can do with a call: take its body, answer a few bytes.
 * Started with its port as only argument.
 */
const port = z.coerce.number().parse(process.argv[2]);
const ANSWER = '{"result":{"data":{"status":"accepted"}}}';

// Whoever started it is gone.
process.on("disconnect", () => process.exit(0));
createServer((request, response) => {
  request.resume();
  request.once("end", () => {
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": ANSWER.length,
    });
    response.end(ANSWER);
  });
}).listen(port, "127.0.0.1", () => process.send?.("ready"));
