import { expect, test } from "vitest";
import { clusterAddress } from "./cluster-address.ts";

test("a cluster's address names nodes, and how to log in to each", () => {
  expect(clusterAddress("redis-cluster://a:1,b:2")).toEqual({
    nodes: [
      { host: "a", port: 1 },
      { host: "b", port: 2 },
    ],
    username: "",
    password: "",
    isTls: false,
  });
  expect(clusterAddress("rediss-cluster://me:p%40ss@a/0")).toEqual({
    nodes: [{ host: "a", port: 6379 }],
    username: "me",
    password: "p@ss",
    isTls: true,
  });
});
