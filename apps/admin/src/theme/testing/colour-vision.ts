/** A colour as linear light: red, green, blue, 0 to 1. */
type Light = readonly [number, number, number];

const linear = (share: number): number =>
  share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;

/** Reads `#rrggbb`. */
export const lightOf = (hex: string): Light => {
  const part = (at: number): number => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [part(1), part(3), part(5)];
};

const luminance = ([red, green, blue]: Light): number =>
  0.2126 * red + 0.7152 * green + 0.0722 * blue;

/** WCAG 2.2's contrast of two colours, 1 to 21. */
export const contrast = (left: string, right: string): number => {
  const [low = 0, high = 0] = [luminance(lightOf(left)), luminance(lightOf(right))].sort(
    (one, other) => one - other,
  );
  return (high + 0.05) / (low + 0.05);
};

type Matrix = readonly [Light, Light, Light];

/** What eyes with each kind of colour blindness make of a colour, in full strength (Machado, Oliveira, Fernandes 2009). */
export const visions: Readonly<Record<string, Matrix>> = {
  full: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152_286, 1.052_583, -0.204_868],
    [0.114_503, 0.786_281, 0.099_216],
    [-0.003_882, -0.048_116, 1.051_998],
  ],
  deuteranopia: [
    [0.367_322, 0.860_646, -0.227_968],
    [0.280_085, 0.672_501, 0.047_413],
    [-0.011_82, 0.042_94, 0.968_881],
  ],
  tritanopia: [
    [1.255_528, -0.076_749, -0.178_779],
    [-0.078_411, 0.930_809, 0.147_602],
    [0.004_733, 0.691_367, 0.3039],
  ],
};

const weigh = (row: Light, light: Light): number =>
  Math.max(0, row[0] * light[0] + row[1] * light[1] + row[2] * light[2]);

const through = (matrix: Matrix, light: Light): Light => [
  weigh(matrix[0], light),
  weigh(matrix[1], light),
  weigh(matrix[2], light),
];

const LMS: Matrix = [
  [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
  [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
  [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
];

const labOf = (light: Light): Light => {
  const [long, middle, short] = through(LMS, light).map(Math.cbrt);
  const [l = 0, m = 0, s = 0] = [long, middle, short];
  return [
    0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
    1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
    0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
  ];
};

/** How far apart two colours look to one kind of eyes, in hundredths of OKLab; about 2 is just seen. */
export const distance = (left: string, right: string, matrix: Matrix): number => {
  const one = labOf(through(matrix, lightOf(left)));
  const other = labOf(through(matrix, lightOf(right)));
  return 100 * Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
};
