//! The machine that supple runs on: clock, terminal, files, processes, signals.
//!
//! This wing is the only one that touches the world, and `main` and `commands` are the only ones
//! that call it. It refuses to know what a routine or a session is: it drives a
//! [`Front`](crate::app::Front), hands it what happened and when, and does what it asks for.

pub mod awake;
pub mod background;
pub mod children;
pub mod clock;
pub mod disk;
pub mod drive;
pub mod editor;
pub mod files;
pub mod follow;
pub mod inbox;
pub mod journal;
pub mod keep;
pub mod language_server;
pub mod lines;
pub mod neighbours;
pub mod notice;
pub mod outlets;
pub mod paper;
pub mod parallel;
pub mod places;
mod stop;
pub mod terminal;
pub mod typed;
pub mod writer;
