//! Looking back: figures, screens, the report, and the history on its way elsewhere.

mod commands;
mod figures;
mod life;
mod own_pace;
mod screens;
