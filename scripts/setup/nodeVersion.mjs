// Refuses a Node that is too old, in one line. Imported first, for its effect: what is imported after it may use what that Node has.
// Written so that any Node of the last years can parse it.
var parts = process.versions.node.split('.').map(Number);
var enough = (parts[0] === 20 && parts[1] >= 19) || (parts[0] === 22 && parts[1] >= 12) || parts[0] > 22;

if (!enough) {
  process.stderr.write(
    'boxwright: Node 20.19 or later of that line, or 22.12 or later, is needed; this is ' +
      process.versions.node +
      '. Install a newer Node and start again.\n',
  );
  process.exit(1);
}
