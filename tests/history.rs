//! History: lines, their union, what survives, and what follows from it.

mod lines;
mod make;
