// Captures, prints what was captured, and ends:
//
//   examples/jshell/start examples/jshell/summary.jsh
//   examples/jshell/start --fake examples/jshell/summary.jsh      (without an account)

Path file = capture(1000, 60);
show(file);
/exit file == null ? 1 : 0
