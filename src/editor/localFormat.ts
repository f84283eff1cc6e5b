import * as vscode from 'vscode';

/** A time of day as the editor's language writes it, with the date in front when that is not today's. */
export function clockTime(time: Date): string {
  const sameDay = time.toDateString() === new Date().toDateString();
  const day = sameDay ? {} : ({ day: 'numeric', month: 'short' } as const);
  return new Intl.DateTimeFormat(vscode.env.language, { ...day, hour: 'numeric', minute: '2-digit' }).format(
    time,
  );
}

/** A calendar day given as `YYYY-MM-DD`, as the editor's language writes it. */
export function dayName(day: string): string {
  const format = { weekday: 'short', day: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(vscode.env.language, format).format(new Date(`${day}T00:00:00Z`));
}

/** A whole number with the digit groups of the editor's language. */
export function wholeNumber(value: number): string {
  return new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: 0 }).format(value);
}

/** A large number in few characters, as the editor's language writes it: "400K". */
export function compactNumber(value: number): string {
  const format = { notation: 'compact', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(vscode.env.language, format).format(value);
}

/** An amount of US dollars; small ones with as many digits as they need, at most six. */
export function dollars(amount: number): string {
  const format = { style: 'currency', currency: 'USD', maximumFractionDigits: 6 } as const;
  return new Intl.NumberFormat(vscode.env.language, { ...format, minimumFractionDigits: 2 }).format(amount);
}

/** A calendar day given as `YYYY-MM-DD` with its year, as the editor's language writes it. */
export function calendarDay(day: string): string {
  const format = { dateStyle: 'medium', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(vscode.env.language, format).format(new Date(`${day}T00:00:00Z`));
}
