import { useEffect, useState } from "react";

const MINUTE_MS = 60_000;

/**
 * Now, in epoch milliseconds, renewed on every full minute: ranges move on at midnight while the page is open,
 * and nothing that depends on now changes more often.
 */
export const useMinute = (): number => {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setTimeout(
      () => {
        setNowMs(Date.now());
      },
      MINUTE_MS - (nowMs % MINUTE_MS),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [nowMs]);
  return nowMs;
};
