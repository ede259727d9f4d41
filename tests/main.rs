//! Everything that is tried from outside, in one program.

/// Full-screen and plain playing as such: loop, terminal, signals, stops.
mod host;
/// A terminal to play on.
mod pty;
/// supple itself on a real terminal.
mod terminal;
/// A front end with nothing behind it.
mod trial;
