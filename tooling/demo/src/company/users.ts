const GIVEN_NAMES =
  "amara bao carmen dmitri elif farid greta hana ines jonas kofi lena mateo nadia oskar priya quinn rosa samir tove uma viktor wanda xenia yusuf zoe anton bianca cyrus daria emil fatou goran hugo ilse jun katya liam mina noor";

/** The forty people of the made-up company, by the name under which their calls are counted. */
export const users: readonly string[] = GIVEN_NAMES.split(" ").map((name) => `${name}@example.com`);
