// What is chosen, found and left out: kept for a picture that is not made yet, and told to the one
// that is.
export default function ({ data }) {
  (globalThis.__linkages_commands ??= {})[data.name] = data;
  dispatchEvent(new CustomEvent(`linkages:${data.name}`, { detail: data }));
}
