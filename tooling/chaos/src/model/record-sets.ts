/** The numbers of the records in a set. A set is a bit mask: the n-th record is bit n. */
export const recordsIn = (records: number): readonly number[] => {
  const numbers: number[] = [];
  for (let index = 0; records >> index > 0; index += 1) {
    if (((records >> index) & 1) === 1) numbers.push(index);
  }
  return numbers;
};

const WEIGHT_BITS = 3;

/** Sum of a set of records. The n-th weighs 8^n, so that counting one twice never makes up for losing another. */
export const weigh = (records: number): number =>
  recordsIn(records).reduce((sum, index) => sum + (1 << (WEIGHT_BITS * index)), 0);
