/** OpenTelemetry options. */
export interface OpenTelemetryOptions {
  readonly meter?: undefined;
}
