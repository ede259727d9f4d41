//! The machine that supple runs on. Only this wing touches the clock, the terminal, files,
//! processes and signals; `main` and `commands` call it.

pub mod disk;
pub mod paper;
pub mod places;
