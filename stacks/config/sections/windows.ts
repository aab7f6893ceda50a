import { option } from "./option.ts";
import { matching } from "./text.ts";

const time = "([01]\\d|2[0-3]):[0-5]\\d";
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const day = `(${days.join("|")})`;
export const minutesOfDay = 24 * 60;
const minutesOfWeek = 7 * minutesOfDay;

export function windowOfDay(description: string, example: string) {
  return option(matching(new RegExp(`^${time}-${time}$`)), {
    description,
    allowed: "hh:mm-hh:mm, at least half an hour",
    example,
  });
}

export function windowOfWeek(description: string, example: string) {
  return option(matching(new RegExp(`^${day}:${time}-${day}:${time}$`)), {
    description,
    allowed: `ddd:hh:mm-ddd:hh:mm with ${days.join(", ")}, at least half an hour and less than a day`,
    example,
  });
}

/** Minutes of the week at which a window begins, once or (without a day) every day, and how many it lasts. */
export interface Window {
  readonly starts: readonly number[];
  readonly minutes: number;
}

/** Reads a window that has passed its option's check. */
export function parseWindow(text: string): Window {
  const [from = "", to = ""] = text.split(/-(?=[a-z\d])/);
  const daily = /^\d/.test(from);
  const period = daily ? minutesOfDay : minutesOfWeek;
  const start = minutes(from);
  return {
    minutes: (minutes(to) - start + period) % period,
    starts: daily ? days.map((_, index) => start + index * minutesOfDay) : [start],
  };
}

function minutes(text: string): number {
  const [minute = 0, hour = 0] = text.split(":").slice(-2).reverse().map(Number);
  return Math.max(0, days.indexOf(text.slice(0, 3))) * minutesOfDay + hour * 60 + minute;
}

/** Whether two windows have a minute in common in some week. */
export function overlap(a: Window, b: Window): boolean {
  return a.starts.some((first) =>
    b.starts.some((second) => {
      const gap = (second - first + minutesOfWeek) % minutesOfWeek;
      return gap < a.minutes || minutesOfWeek - gap < b.minutes;
    }),
  );
}
