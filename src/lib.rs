//! supple: a guided-exercise timer for the terminal.

pub mod app;
pub mod host;
pub mod problem;
pub mod routine;
pub mod seconds;
pub mod timeline;
