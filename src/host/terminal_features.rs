//! What the terminal is known to understand beyond the usual, and how it and the desktop are told
//! something: notifications, the title, a bar of progress.
//!
//! Terminals are known by their environment variables. Values only: what is to be sent, not the
//! sending.

use crate::cue::{BarState, Notice, Progress};
use crate::text::line;

/// The sequence for notifications that a terminal passes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Osc {
    /// `OSC 9 ; text`: iTerm2, WezTerm, Ghostty, Rio.
    Nine,
    /// `OSC 777 ; notify ; title ; text`: urxvt, foot, Contour.
    Seven,
    /// `OSC 99`: kitty.
    NinetyNine,
}

/// What a terminal is known for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TerminalFeatures {
    pub notices: Option<Osc>,
    /// It shows `OSC 9 ; 4`. Others take that for a notification.
    pub progress: bool,
    /// It has a window with a title.
    pub title: bool,
    /// It tells the colour of its background, or at least shows nothing of the question.
    pub background: bool,
}

impl TerminalFeatures {
    /// What the terminal is known for by its environment variables.
    pub fn by(var: impl Fn(&str) -> Option<String>) -> TerminalFeatures {
        let var = |name: &str| var(name).unwrap_or_default();
        let term = var("TERM");
        let inside = !var("TMUX").is_empty() || term.starts_with("screen");
        let title = !matches!(term.as_str(), "" | "dumb" | "linux");
        let background = title && !term.starts_with("vt");
        if inside || term.starts_with("tmux") {
            // What it is in is out of reach, and what it lets through nobody knows.
            return TerminalFeatures { title, background, ..TerminalFeatures::default() };
        }
        let program = match var("TERM_PROGRAM") {
            // What ssh passes on.
            program if program.is_empty() => var("LC_TERMINAL"),
            program => program,
        };
        let notices = match program.as_str() {
            "iTerm.app" | "iTerm2" | "WezTerm" | "ghostty" | "rio" => Some(Osc::Nine),
            "contour" => Some(Osc::Seven),
            _ if !var("KITTY_WINDOW_ID").is_empty() || term == "xterm-kitty" => {
                Some(Osc::NinetyNine)
            }
            _ if term == "xterm-ghostty" || term == "wezterm" || term == "rio" => Some(Osc::Nine),
            _ if term.starts_with("foot") || term.starts_with("rxvt-unicode") => Some(Osc::Seven),
            _ => None,
        };
        let progress = !var("WT_SESSION").is_empty()
            || var("ConEmuANSI") == "ON"
            || program == "ghostty"
            || term == "xterm-ghostty"
            || (program == "iTerm.app" && var("TERM_FEATURES").contains('P'));
        TerminalFeatures { notices, progress, title, background }
    }
}

/// The text of a sequence: no control character, and no `;`, which parts its fields.
fn field(text: &str) -> String {
    line(text).replace(';', ",")
}

/// A notification for the terminal.
pub fn sequence(notice: &Notice, osc: Osc) -> String {
    let (title, words) = (field(&notice.title), field(&notice.words));
    match osc {
        Osc::Nine => format!("\x1b]9;{title}: {words}\x1b\\"),
        Osc::Seven => format!("\x1b]777;notify;{title};{words}\x1b\\"),
        Osc::NinetyNine => {
            let urgency = if notice.urgent { 2 } else { 1 };
            format!(
                "\x1b]99;i=supple:d=0:u={urgency};{title}\x1b\\\
                 \x1b]99;i=supple:d=1:p=body;{words}\x1b\\"
            )
        }
    }
}

/// A title for the window.
pub fn title(words: &str) -> String {
    format!("\x1b]2;{}\x1b\\", line(words))
}

/// A bar of progress; nothing takes it away.
pub fn progress(progress: Option<Progress>) -> String {
    match progress {
        None => "\x1b]9;4;0;0\x1b\\".into(),
        Some(Progress { percent, state }) => {
            let state = match state {
                BarState::Runs => 1,
                BarState::Alarm => 2,
                BarState::Stands => 4,
            };
            format!("\x1b]9;4;{state};{percent}\x1b\\")
        }
    }
}

/// The command that shows a notification on the desktop of this machine, if there is one. With
/// buttons, where it knows them, it prints the name of the one that is pressed: the first of each
/// pair.
pub fn command(
    notice: &Notice,
    buttons: &[(&str, &str)],
    is_there: impl Fn(&str) -> bool,
    var: impl Fn(&str) -> Option<String>,
) -> Option<Vec<String>> {
    let (title, words) = (line(&notice.title), line(&notice.words));
    let desktop = ["DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"];
    let desktop = desktop.iter().any(|name| var(name).is_some_and(|value| !value.is_empty()));
    if desktop && is_there("notify-send") {
        let urgency = if notice.urgent { "critical" } else { "normal" };
        let mut command: Vec<String> =
            ["notify-send", "-a", "supple", "-u", urgency].map(str::to_owned).into();
        let buttons = buttons.iter();
        command.extend(buttons.map(|(name, label)| format!("--action={name}={label}")));
        command.extend(["--".to_owned(), title]);
        // Notification servers read the body as markup.
        command.push(words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
        return Some(command);
    }
    if cfg!(target_os = "macos") && is_there("osascript") {
        // The words are arguments of the script, and never a part of it.
        let script = "display notification (item 2 of argv) with title (item 1 of argv)";
        let command = ["osascript", "-e", "on run argv", "-e", script, "-e", "end run", "--"];
        let command = command.map(str::to_owned).into_iter();
        return Some(command.chain([title, words]).collect());
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(all: &[(&str, &str)]) -> TerminalFeatures {
        TerminalFeatures::by(|name| {
            let found = all.iter().find(|(one, _)| *one == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn terminals_are_known_by_their_variables() {
        let notices = |all: &[(&str, &str)]| known(all).notices;
        let xterm = ("TERM", "xterm-256color");
        assert_eq!(known(&[xterm]).notices, None);
        assert!(known(&[xterm]).title && !known(&[xterm]).progress);
        assert_eq!(notices(&[xterm, ("TERM_PROGRAM", "WezTerm")]), Some(Osc::Nine));
        assert_eq!(notices(&[xterm, ("LC_TERMINAL", "iTerm2")]), Some(Osc::Nine));
        assert_eq!(notices(&[("TERM", "xterm-kitty")]), Some(Osc::NinetyNine));
        assert_eq!(notices(&[("TERM", "foot-extra")]), Some(Osc::Seven));
        assert_eq!(notices(&[("TERM", "tmux-256color"), ("KITTY_WINDOW_ID", "1")]), None);
        assert!(known(&[xterm, ("WT_SESSION", "a")]).progress);
        assert!(!known(&[xterm, ("TERM_PROGRAM", "iTerm.app")]).progress);
        assert!(!known(&[("TERM", "linux")]).title);
        assert!(!known(&[]).title);
    }

    #[test]
    fn nothing_in_a_text_ends_its_sequence_or_begins_another() {
        let notice = Notice {
            title: "a\x1b\\b;c\x07".into(),
            words: "4;0\u{9c}\u{9b}2J".into(),
            urgent: true,
        };
        for osc in [Osc::Nine, Osc::Seven, Osc::NinetyNine] {
            let sent = sequence(&notice, osc);
            let strings = sent.matches("\x1b]").count();
            assert_eq!(sent.matches("\x1b\\").count(), strings, "{sent:?}");
            assert_eq!(sent.matches('\x1b').count(), 2 * strings, "{sent:?}");
            let other = |c: char| c.is_control() && c != '\x1b';
            assert!(!sent.contains(other), "{sent:?}");
        }
        assert_eq!(sequence(&notice, Osc::Seven).matches(';').count(), 3);
        assert_eq!(title("x\x1b]0;y\x07"), "\x1b]2;x ]0;y\x1b\\");
    }

    #[test]
    fn the_desktop_is_told_where_there_is_one() {
        let notice = Notice { title: "-t".into(), words: "a < b & c".into(), urgent: true };
        let on = |name: &str| (name == "DISPLAY").then(|| ":0".to_owned());
        let there = |program: &str| program == "notify-send";
        let words = command(&notice, &[], there, on).expect("a desktop");
        assert_eq!(
            words[3..],
            ["-u", "critical", "--", "-t", "a &lt; b &amp; c"].map(str::to_owned)
        );
        let asks = command(&notice, &[("later", "In 10 min")], there, on).expect("a desktop");
        assert_eq!(asks[5..7], ["--action=later=In 10 min", "--"].map(str::to_owned));
        assert_eq!(command(&notice, &[], there, |_| None), None);
        assert_eq!(command(&notice, &[], |_| false, on), None);
    }
}
