//! All the tests that use supple from outside, as one program: it links once.

// The full screen as a person meets it: keys in, screens out, in simulated time.
mod app;
// `supple check` on real files and folders.
mod check;
// The command line, with the real program.
mod cli;
// What is heard of a session.
mod cues;
// The routines in the documentation, and the page about the format.
mod docs;
// What an editor is told over the pipes of the language server.
mod editor;
// What other programs are told of a session, and their answers.
mod feed;
// Sets that fit into the minutes there are.
mod fit;
// The moving figure: its body, its poses, its cells.
mod figure;
// Routines for properties: any that an author may write.
mod generate;
// History: lines, their union, faults.
mod history;
// Full-screen and plain playing as such: loop, terminal, signals, stops.
mod host;
// What nobody would do: floods of keys, broken terminals, files that are none.
mod hostile;
// The order of the rooms, and who touches the world.
mod layers;
// supple in lines of text.
mod lines;
// Looking back: figures, screens, report, export.
mod looking;
// The picture in the README.
mod picture;
// supple as lines of text: transcripts of whole sessions, in simulated time.
mod plain;
// Diagnostics: what is printed about every mistake in a routine file.
mod problems;
// A terminal to play on.
mod pty;
// Routines that are played one after another.
mod queue;
// The second reader: its warnings, and how seldom it is wrong.
mod review;
// The built-in library: what it offers, its doses, its words.
mod routines;
// A nudge away from the keyboard: timers, buttons, tmux.
mod remind;
// Which rooms have no sentence of their own.
mod sentences;
// A timeline being played: scripts of what a person does, and properties over random ones.
mod session;
// Tones, voice and notifications, with the real program.
mod sound;
// Runs the real program with a home of its own.
mod support;
// supple itself on a real terminal.
mod terminal;
// Expansion: goldens for every construct, and the ten rules as properties.
mod timeline;
// What is offered each morning to ten people in three weeks.
mod today;
// A front end with nothing behind it.
mod trial;
// Every screen: its picture, its size, its colours.
mod view;
// A routine file that is watched while it is written.
mod watch;
// Writing a routine: begin one, edit it, lay it out.
mod write;
