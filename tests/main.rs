//! All tests that see the program from outside, in one binary.

/// Screens: their text, their colours, no size that breaks them.
mod view;
