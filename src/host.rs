//! The machine that supple runs on: clock, terminal, files, processes, signals.
//!
//! This wing is the only one that touches the world, and `main` and `commands` are the only ones
//! that call it. It refuses to know what a routine or a session is: it drives a
//! [`Front`](crate::app::Front), hands it what happened and when, and does what it asks for.

pub mod background;
pub mod clock;
pub mod desktop;
pub mod disk;
pub mod event_loop;
pub mod files;
pub mod follow;
pub mod inbox;
pub mod inhibit_sleep;
pub mod journal;
pub mod key_decoder;
pub mod language_server;
pub mod message;
pub mod places;
pub mod processes;
pub mod reminder;
pub mod remote;
mod signals;
pub mod small_files;
pub mod speaker;
pub mod stdio;
pub mod terminal;
pub mod terminal_features;
pub mod writer;
