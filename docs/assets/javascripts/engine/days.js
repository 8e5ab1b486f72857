/*
 * Days: the twin of macros/prevenance/rules/days.py and text/dates.py.
 *
 * They are ISO texts ("2026-11-24"), counted as numbers, day 0 being 1 March of the year 0, a
 * Wednesday.
 */
export const digits = (number, width) => String(number).padStart(width, "0");
const isoText = (year, month, day) => `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
const quotient = (number, divisor) => Math.floor(number / divisor);

const dayNumber = (iso) => {
  const [year, month, day] = iso.split("-").map(Number);
  const y = month > 2 ? year : year - 1; // a year that ends with February
  const m = (month + 9) % 12;
  const leap = quotient(y, 4) - quotient(y, 100) + quotient(y, 400);
  return 365 * y + leap + quotient(153 * m + 2, 5) + day - 1;
};

const dayText = (number) => {
  const era = quotient(number, 146097); // days of 400 years
  const d = number - era * 146097;
  const y = quotient(d - quotient(d, 1460) + quotient(d, 36524) - quotient(d, 146096), 365);
  const inYear = d - (365 * y + quotient(y, 4) - quotient(y, 100));
  const m = quotient(5 * inYear + 2, 153);
  const month = m < 10 ? m + 3 : m - 9;
  return isoText(era * 400 + y + (month > 2 ? 0 : 1), month, inYear - quotient(153 * m + 2, 5) + 1);
};

/** Tell whether a text is a day that exists. */
export const isDate = (text) =>
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) && dayText(dayNumber(text)) === text;

/** Tell whether it is among those the page accepts. */
export const isDay = (data, text) => isDate(text) && text >= data.days[0] && text <= data.days[1];

export const plusDays = (day, count) => dayText(dayNumber(day) + count);

export const isWorkingDay = (data, day) =>
  (dayNumber(day) + 2) % 7 < 5 && !data.holidays.includes(day);

export const workingDay = (data, day, step) => {
  let moved = day;
  while (!isWorkingDay(data, moved)) moved = plusDays(moved, step);
  return moved;
};

export const monthsBefore = (day, months) => {
  const [year, month, number] = day.split("-").map(Number);
  const index = year * 12 + month - 1 - months;
  const first = (i) => isoText(quotient(i, 12), (i % 12) + 1, 1);
  const last = dayNumber(first(index + 1)) - dayNumber(first(index));
  return isoText(quotient(index, 12), (index % 12) + 1, Math.min(number, last));
};

export const dayInWords = (data, day, language) => {
  const [year, month, number] = day.split("-").map(Number);
  const first = number === 1 && language === "fr";
  return `${first ? "1er" : number} ${data.months[language][month - 1]} ${year}`;
};
