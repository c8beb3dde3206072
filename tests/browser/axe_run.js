// What axe finds, each with the elements it found it at. `arguments[0]` is axe.
const done = arguments[arguments.length - 1];
if (!window.axe) (0, eval)(arguments[0]);
const lines = found => found.nodes.slice(0, 4).map(node => `${node.target.join(" ")}: ${node.html.slice(0, 160)}: ${node.failureSummary}`);
axe.run(document, { iframes: false, resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }).then(
  told => done(told.violations.map(found => `${found.id} (${found.impact}): ${lines(found).join("; ")}`)),
  error => done([`axe: ${error}`]),
);
