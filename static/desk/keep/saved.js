// The answer to a form that was saved names it in a cookie: this browser forgets it, and knows where saving led. On every
// page of the desk, since saving may lead to any of them.
import { noteSaved } from "./back.js";
import { drop } from "./store.js";

const SAVED = "saved-form";

export const forgetSaved = () => {
  const saved = document.cookie.match(new RegExp(`(?:^|; )${SAVED}=([a-z0-9]+)`))?.[1];
  if (!saved) return;
  drop(saved);
  noteSaved(saved);
  document.cookie = `${SAVED}=; path=/admin/; max-age=0`;
};
