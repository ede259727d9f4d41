//! Screens: the text of every one of them, no size that breaks them, and their colours.

mod scenes;
