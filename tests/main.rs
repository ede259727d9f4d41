//! All the tests that use supple from outside, as one program: it links once.

// The command line, with the real program.
mod cli;
// Routines for properties: any that an author may write.
mod generate;
// Looking back: figures, screens, report, export.
mod looking;
// History: lines, their union, faults.
mod history;
// Full-screen and plain playing as such: loop, terminal, signals, stops.
mod host;
// A terminal to play on.
mod pty;
// The built-in library: what it offers, its doses, its words.
mod routines;
// A timeline being played: scripts of what a person does, and properties over random ones.
mod session;
// supple itself on a real terminal.
mod terminal;
// Runs the real program with a home of its own.
mod support;
// Expansion: goldens for every construct, and the ten rules as properties.
mod timeline;
// A front end with nothing behind it.
mod trial;
