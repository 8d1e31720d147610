/**
 * Makes something when it is first asked for, and once. For Intl objects: one takes 50 µs, ten times that where memory is slow, and the
 * first sight of a page writes with a few of the thirty there are.
 */
export const lazy = <Made>(make: () => Made): (() => Made) => {
  let made: Made | undefined;
  return () => (made ??= make());
};
