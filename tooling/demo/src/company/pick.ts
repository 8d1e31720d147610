import type { SeededRandom } from "@tokenledger/fake-anthropic";
import type { Feature } from "./feature.ts";
import { services, type Service } from "./service.ts";
import { users } from "./users.ts";

/** Part of a service's calls that its first feature, and of a feature's calls that its first model takes. */
const FIRST_SHARE = 0.7;

const firstMostly = <Item>(
  random: SeededRandom,
  [first, ...others]: readonly [Item, ...Item[]],
) => {
  const index = Math.floor(random() * others.length);
  return random() < FIRST_SHARE ? first : (others[index] ?? first);
};

const total = services.reduce((sum, { weight }) => sum + weight, 0);

/** A service, by weight. */
export const pickService = (random: SeededRandom): Service => {
  let left = random() * total;
  const found = services.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  return found ?? services[0];
};

/** One of a service's features. */
export const pickFeature = (random: SeededRandom, service: Service): Feature =>
  firstMostly(random, service.features);

/** One of a feature's models. */
export const pickModel = (random: SeededRandom, feature: Feature): string =>
  firstMostly(random, feature.models);

/** One of a service's users: the first ones call far more often than the last. Undefined where nobody in particular calls. */
export const pickUser = (random: SeededRandom, service: Service): string | undefined => {
  if (service.users === null) {
    return undefined;
  }
  const [from, to] = service.users;
  return users[from + Math.floor((to - from) * random() ** 2)];
};
