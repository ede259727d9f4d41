//! All the tests that use supple from outside, as one program: it links once.

// Routines for properties: any that an author may write.
mod generate;
// The built-in library: what it offers, its doses, its words.
mod routines;
// Expansion: goldens for every construct, and the ten rules as properties.
mod timeline;
