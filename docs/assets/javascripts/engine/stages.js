/*
 * The days of the stages: the twin of macros/prevenance/rules/stages.py.
 */
import { plusDays, workingDay } from "./days.js";

/** Return the day of a stage, or null without the first sending that it depends on. */
export const stageDay = (data, stage, dates) => {
  if (stage.when === "date_reponse") return dates.reply;
  const found = /^J(?:([+-])([0-9]{1,3}))?$/.exec(stage.when);
  if (!found) return stage.when;
  if (!dates.first) return null;
  const days = Number(found[2] || 0);
  if (!days) return dates.first;
  const step = found[1] === "-" ? -1 : 1;
  return workingDay(data, plusDays(dates.first, step * days), step);
};

/** Tell whether a letter mentions a stage: legal ones fade, those of the project need their J. */
export const isVisible = (stage, { today, departure, first }) => {
  if (stage.when === "J") return ["demarrage", "bascule"].includes(departure);
  if (stage.when.startsWith("J")) return !!first;
  return !stage.until || today <= stage.until;
};
