//! All the tests that use supple from outside, as one program: it links once.

// The command line, with the real program.
mod cli;
// Routines for properties: any that an author may write.
mod generate;
// The built-in library: what it offers, its doses, its words.
mod routines;
// Runs the real program with a home of its own.
mod support;
// Expansion: goldens for every construct, and the ten rules as properties.
mod timeline;
