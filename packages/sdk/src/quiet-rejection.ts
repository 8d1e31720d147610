/**
 * Takes the rejection of a promise that a function of the application gave back where none was asked for: an `async` callback that fails
 * would else end the process (unhandled rejection). Anything that is no promise is left alone.
 */
export const quietRejection = (result: unknown, rejected: (error: unknown) => void): void => {
  if (result instanceof Promise) {
    result.catch(rejected);
  }
};
