//! All the tests that use supple from outside, as one program: it links once.

// The built-in library: what it offers, its doses, its words.
mod routines;
