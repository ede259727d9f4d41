//! History: lines, their union, what survives, and what follows from it.

mod clocks;
mod disk;
mod faults;
mod forgetting;
mod full;
mod keeping;
mod killed;
mod lines;
mod lives;
pub mod make;
mod memory;
mod resume;
mod rules;
