import { createServer } from "node:net";
import { InvalidInputError } from "@tokenledger/usage";

/** Resolves when the port can be listened on. @throws InvalidInputError PORT_IN_USE with what to do. */
export const checkPortFree = async (host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (cause) =>
      reject(
        new InvalidInputError(
          "PORT_IN_USE",
          `Port ${port} of ${host} is taken. Stop what uses it, or choose another: PORT=4301 npm start`,
          { cause },
        ),
      ),
    );
    server.listen(port, host, () => server.close(() => resolve()));
  });
