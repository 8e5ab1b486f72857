/*
 * The days of the stages: the twin of macros/prevenance/rules/stages.py.
 */
import { plusDays, workingDay } from "./days.js";

/** Return the day of a stage, or null while the switch-over that it depends on is unknown. */
export const stageDay = (data, stage, dates) => {
  if (stage.when === "date_reponse") return dates.reply;
  const found = /^J(?:([+-])([0-9]{1,3}))?$/.exec(stage.when);
  if (!found) return stage.when;
  if (!dates.switchOver) return null;
  const days = Number(found[2] || 0);
  if (!days) return dates.switchOver;
  const step = found[1] === "-" ? -1 : 1;
  return workingDay(data, plusDays(dates.switchOver, step * days), step);
};
