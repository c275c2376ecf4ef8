// Forms that were not saved, in this browser: of one user at one address, under a name of the page that keeps it.
const PREFIX = "kbhelp-form";
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;

const keyOf = ({ user, address, name }) => [PREFIX, user, address, name].join(" ");

const parsed = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
};

const all = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(`${PREFIX} `))
    .map((key) => ({ key, kept: parsed(key) }));

export const newName = () => crypto.getRandomValues(new Uint32Array(3)).join("").slice(0, 30);

export const put = (whose, pairs) => {
  localStorage.setItem(keyOf(whose), JSON.stringify({ ...whose, at: Date.now(), pairs }));
};

export const drop = (name) => {
  for (const { key, kept } of all()) if (kept?.name === name) localStorage.removeItem(key);
};

// What is older than seven days goes, whoever it belongs to.
export const sweep = () => {
  for (const { key, kept } of all()) {
    if (!kept || Date.now() - kept.at > KEPT_FOR) localStorage.removeItem(key);
  }
};

export const latest = ({ user, address }) =>
  all()
    .map(({ kept }) => kept)
    .filter((kept) => kept.user === user && kept.address === address)
    .sort((one, other) => other.at - one.at)[0];
