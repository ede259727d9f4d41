//! Everything is tested from the outside, in one program.

// A timeline being played: scripts of what a person does, and properties over random ones.
mod session;
