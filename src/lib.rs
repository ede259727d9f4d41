//! supple: a guided-exercise timer for the terminal.

pub mod app;
pub mod back;
pub mod cue;
pub mod keys;
pub mod plain;
pub mod problem;
pub mod routine;
pub mod seconds;
pub mod session;
pub mod text;
pub mod timeline;
