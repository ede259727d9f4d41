//! supple: a guided-exercise timer for the terminal.

pub mod app;
pub mod problem;
pub mod routine;
pub mod seconds;
pub mod session;
pub mod timeline;
pub mod view;
