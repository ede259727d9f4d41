//! supple: a guided-exercise timer for the terminal.

pub mod app;
pub mod cli;
pub mod commands;
pub mod cue;
pub mod host;
pub mod keys;
pub mod library;
pub mod problem;
pub mod routine;
pub mod seconds;
pub mod session;
pub mod text;
pub mod timeline;
