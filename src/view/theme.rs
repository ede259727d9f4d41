//! What the terminal can show, and colours and weights by what they say.
//!
//! Two palettes, one for a dark ground and one for a light one, and never a background: text has
//! contrast on whatever the person's terminal looks like. Where nobody knows the ground, or the
//! colours are the person's own sixteen, words keep the terminal's own colour, and only bars and
//! large letters have another. Every role also has a weight or a shape, so that all of it reads
//! without any colour.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

pub use crate::settings::Dots;
use crate::settings::{Background, Settings};

/// How many colours the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// None, or the person wishes none (`NO_COLOR`).
    None,
    /// The sixteen of the person's own palette.
    #[default]
    Sixteen,
    /// The fixed 256.
    TwoFiftySix,
    /// All of them.
    True,
}

/// What is behind the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ground {
    /// Nobody knows, or so grey that neither palette has contrast.
    #[default]
    Unknown,
    Dark,
    Light,
}

impl Ground {
    /// No lighter than this, in relative luminance from 0 to 1, is a ground for the dark palette.
    const DARKEST: f64 = 0.042;
    /// No darker than this is one for the light palette.
    const LIGHTEST: f64 = 0.78;

    /// Which palette has contrast on a colour, its channels from 0 to 1.
    pub fn of(colour: [f64; 3]) -> Ground {
        match luminance(colour) {
            dark if dark <= Ground::DARKEST => Ground::Dark,
            light if light >= Ground::LIGHTEST => Ground::Light,
            _ => Ground::Unknown,
        }
    }
}

/// The relative luminance of WCAG 2, of channels from 0 to 1.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|value| {
        if value <= 0.03928 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

impl Dots {
    fn from_env(set: impl Fn(&str) -> Option<String>) -> Dots {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(&set);
        let locale = locale.unwrap_or_default().to_lowercase();
        let term = set("TERM").unwrap_or_default();
        let is_utf8 = locale.contains("utf-8") || locale.contains("utf8");
        if !is_utf8 || term == "dumb" || term.starts_with("vt") {
            return Dots::Ascii;
        }
        if term == "linux" {
            return Dots::HalfBlocks;
        }
        // tmux and screen pass on what the terminal around them may not know.
        if set("TMUX").or(set("STY")).is_some() || term.starts_with("screen") {
            return Dots::Quadrants;
        }
        // These draw sextants themselves, whatever the font; VTE does so since 0.62.
        let program = set("TERM_PROGRAM").unwrap_or_default().to_lowercase();
        let draws = ["kitty", "foot", "alacritty", "ghostty", "wezterm"];
        let named = draws.iter().any(|name| term.contains(name) || program == *name);
        let windows = ["KITTY_WINDOW_ID", "ALACRITTY_WINDOW_ID"];
        let vte = set("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
        if named || vte >= Some(6200) || windows.into_iter().any(|name| set(name).is_some()) {
            Dots::Sextants
        } else {
            Dots::Quadrants
        }
    }
}

/// What an accent says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Accent {
    /// The body works: what is lit, what is done.
    #[default]
    Work,
    /// The breath, a rest, a change: ease.
    Ease,
    /// It is the person's turn: to begin, to answer, to decide, to see to it.
    Turn,
    /// Beware: an alarm, a caution, something broken.
    Beware,
}

impl Accent {
    pub const ALL: [Accent; 4] = [Accent::Work, Accent::Ease, Accent::Turn, Accent::Beware];

    /// On an unknown, a dark and a light ground: with all colours, with 256, and with the person's
    /// own sixteen, whatever the ground.
    const fn colours(self) -> ([u32; 3], [u8; 3], u8) {
        match self {
            Accent::Work => ([0x1e8e7e, 0x4fd1b5, 0x0b6b63], [30, 79, 23], 2),
            Accent::Ease => ([0x4a80c4, 0x8fbcf7, 0x1f5ba6], [67, 117, 25], 6),
            Accent::Turn => ([0xb86e14, 0xecc048, 0x7d5700], [130, 221, 94], 5),
            Accent::Beware => ([0xd04848, 0xff8a82, 0xb42318], [167, 210, 124], 1),
        }
    }
}

/// The same for what is quiet, where the ground is known.
const QUIET: ([u32; 3], [u8; 3]) = ([0, 0xa4aab3, 0x575d65], [0, 248, 240]);

/// What a piece of a screen says by its look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text as the terminal has it.
    Text,
    /// What is there to be found, not to be read at once.
    Quiet,
    /// What is read first.
    Strong,
    /// What is chosen in a list.
    Chosen,
    /// An accent, always bold: its contrast is that of large type.
    Accent(Accent),
    /// A key to press, in an accent that is inverted.
    Key(Accent),
    /// An accent for shapes of full cells, where weight changes nothing.
    Shape(Accent),
}

impl Ink {
    /// The same, or that of what is chosen.
    pub fn or_chosen(self, chosen: bool) -> Ink {
        if chosen { Ink::Chosen } else { self }
    }
}

/// What the terminal can show, and so the styles of all screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    pub depth: Depth,
    pub ground: Ground,
    pub dots: Dots,
}

impl Theme {
    /// On a dark ground, with the characters that nearly every font has.
    pub const fn new(depth: Depth) -> Theme {
        Theme { depth, ground: Ground::Dark, dots: Dots::Quadrants }
    }

    /// What the environment says: `value` gives a variable's value, where it is set.
    pub fn from_env(value: impl Fn(&str) -> Option<String>) -> Theme {
        let set = |name: &str| value(name).filter(|value| !value.is_empty());
        let term = set("TERM").unwrap_or_default();
        let colours = set("COLORTERM").unwrap_or_default();
        let has_none = term == "dumb" || term.starts_with("vt") || term.ends_with("-mono");
        let depth = if set("NO_COLOR").is_some() || has_none {
            Depth::None
        } else if matches!(colours.as_str(), "truecolor" | "24bit") || term.ends_with("-direct") {
            Depth::True
        } else if term.contains("256color") {
            Depth::TwoFiftySix
        } else {
            Depth::Sixteen
        };
        // Foreground and background by their numbers among the sixteen.
        let ground = set("COLORFGBG").unwrap_or_default();
        let ground = match ground.rsplit(';').next().map(str::parse) {
            Some(Ok(0..=6 | 8)) => Ground::Dark,
            Some(Ok(7 | 15)) => Ground::Light,
            _ => Ground::Unknown,
        };
        Theme { depth, ground, dots: Dots::from_env(set) }
    }

    /// The same, where the person says what they have.
    pub fn wished(self, settings: &Settings) -> Theme {
        let ground = match settings.background {
            Background::Auto => self.ground,
            Background::Dark => Ground::Dark,
            Background::Light => Ground::Light,
        };
        let dots = settings.cells.unwrap_or(self.dots);
        Theme { ground, dots, ..self }
    }

    /// The same for a text that goes elsewhere than to the terminal: without colours, and with
    /// characters that nearly every font has, for not only this terminal may show it.
    pub fn on_paper(self) -> Theme {
        let dots = match self.dots {
            Dots::Sextants => Dots::Quadrants,
            dots => dots,
        };
        Theme { dots, ..Theme::new(Depth::None) }
    }

    /// The style of an ink.
    pub fn style(self, ink: Ink) -> Style {
        let style = Style::new();
        match ink {
            Ink::Text => style,
            Ink::Quiet => match self.depth {
                Depth::None | Depth::Sixteen => style.add_modifier(Modifier::DIM),
                _ if self.ground == Ground::Unknown => style,
                _ => self.of(QUIET.0, QUIET.1, 7),
            },
            Ink::Strong => style.add_modifier(Modifier::BOLD),
            Ink::Chosen => style.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            Ink::Accent(tone) => self.word(tone).add_modifier(Modifier::BOLD),
            Ink::Key(tone) => self.style(Ink::Accent(tone)).add_modifier(Modifier::REVERSED),
            Ink::Shape(tone) => {
                let (all, fixed, own) = tone.colours();
                self.of(all, fixed, own)
            }
        }
    }

    /// Words have a colour only where its contrast is known.
    fn word(self, tone: Accent) -> Style {
        if self.ground == Ground::Unknown || self.depth == Depth::Sixteen {
            Style::new()
        } else {
            self.style(Ink::Shape(tone))
        }
    }

    fn of(self, all: [u32; 3], fixed: [u8; 3], own: u8) -> Style {
        let nth = self.ground as usize;
        match self.depth {
            Depth::None => Style::new(),
            Depth::Sixteen => Style::new().fg(Color::Indexed(own)),
            Depth::TwoFiftySix => Style::new().fg(Color::Indexed(fixed[nth])),
            Depth::True => Style::new().fg(Color::from_u32(all[nth])),
        }
    }

    /// Puts characters that the terminal has in the place of those that it lacks.
    pub fn spell(self, buffer: &mut Buffer) {
        for cell in &mut buffer.content {
            let Some(like) = cell.symbol().chars().next().and_then(|c| self.like(c)) else {
                continue;
            };
            cell.set_char(like);
            if like == ' ' {
                cell.modifier.toggle(Modifier::REVERSED);
            }
        }
    }

    /// The same for words.
    pub fn spelled(self, words: &str) -> String {
        let like = |c| match self.like(c) {
            Some(' ') => '#',
            Some(like) => like,
            None => c,
        };
        words.chars().map(like).collect()
    }

    /// What stands for a character that the terminal lacks; `None` for one that it has.
    fn like(self, c: char) -> Option<char> {
        match self.dots {
            _ if c.is_ascii() => None,
            Dots::Ascii => Some(plainer(c).unwrap_or('?')),
            Dots::HalfBlocks if "█▀▄░▒▓·×".contains(c) || c.is_alphabetic() => None,
            Dots::HalfBlocks => plainer(c),
            Dots::Sextants | Dots::Quadrants => None,
        }
    }
}

/// What stands for a character where there are only those of ASCII; a blank for what is full of
/// ink. Each line of the table begins with it.
fn plainer(c: char) -> Option<char> {
    let mut rows = include_str!("plainer.txt").lines().map(str::chars);
    let like = rows.find_map(|mut row| row.next().filter(|_| row.any(|other| other == c)));
    let dots = (c as u32).checked_sub(0x2800).filter(|dots| *dots < 256);
    like.or_else(|| dots.map(|dots| if dots.count_ones() > 4 { '#' } else { '.' }))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rgb = [u8; 3];

    /// The darkest or lightest ground that each palette is meant for, and the furthest from it.
    const GROUNDS: [(Ground, [Rgb; 2]); 2] = [
        (Ground::Dark, [[0; 3], [0x38, 0x38, 0x38]]),
        (Ground::Light, [[0xff; 3], [0xe6, 0xe6, 0xe6]]),
    ];

    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let of = |colour: Rgb| luminance(colour.map(|channel| f64::from(channel) / 255.0));
        let (one, other) = (of(one), of(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The red, green and blue of a style's colour; `None` where it has the terminal's own.
    fn rgb(style: Style) -> Option<Rgb> {
        match style.fg? {
            Color::Rgb(red, green, blue) => Some([red, green, blue]),
            Color::Indexed(grey @ 232..) => Some([8 + 10 * (grey - 232); 3]),
            Color::Indexed(index @ 16..) => {
                let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
                let index = index - 16;
                Some([level(index / 36), level(index / 6 % 6), level(index % 6)])
            }
            _ => None,
        }
    }

    fn inks() -> Vec<Ink> {
        let mut inks = vec![Ink::Text, Ink::Quiet, Ink::Strong, Ink::Chosen];
        for tone in Accent::ALL {
            inks.extend([Ink::Accent(tone), Ink::Key(tone), Ink::Shape(tone)]);
        }
        inks
    }

    #[test]
    fn words_have_contrast_on_every_ground_that_their_palette_is_for() {
        for (ground, meant) in GROUNDS {
            for depth in [Depth::TwoFiftySix, Depth::True] {
                let theme = Theme { ground, ..Theme::new(depth) };
                for ink in inks() {
                    let style = theme.style(ink);
                    assert!(!style.add_modifier.contains(Modifier::DIM), "{ink:?}");
                    let Some(colour) = rgb(style) else { continue };
                    for behind in meant {
                        let found = contrast(colour, behind);
                        assert!(found >= 4.5, "{ink:?} {colour:?} on {behind:?}: {found:.2}");
                    }
                }
            }
        }
    }

    #[test]
    fn on_an_unknown_ground_words_keep_their_own_colour_and_shapes_are_seen_on_both() {
        for depth in [Depth::Sixteen, Depth::TwoFiftySix, Depth::True] {
            let theme = Theme { ground: Ground::Unknown, ..Theme::new(depth) };
            for ink in inks() {
                let style = theme.style(ink);
                let Ink::Shape(_) = ink else {
                    assert_eq!(style.fg, None, "{ink:?}");
                    continue;
                };
                for behind in [[0x16, 0x18, 0x1d], [0xfa, 0xfa, 0xf7]] {
                    let found = rgb(style).map_or(3.0, |colour| contrast(colour, behind));
                    assert!(found >= 3.0, "{ink:?} on {behind:?}: {found:.2}");
                }
            }
        }
    }

    #[test]
    fn the_accents_are_told_apart_with_any_number_of_colours() {
        for depth in [Depth::Sixteen, Depth::TwoFiftySix, Depth::True] {
            for ground in [Ground::Unknown, Ground::Dark, Ground::Light] {
                let theme = Theme { ground, ..Theme::new(depth) };
                let all = Accent::ALL.map(|tone| theme.style(Ink::Shape(tone)).fg);
                for (nth, one) in all.iter().enumerate() {
                    assert!(one.is_some() && !all[nth + 1..].contains(one), "{theme:?}");
                }
            }
        }
    }

    #[test]
    fn a_ground_is_dark_or_light_only_where_that_palette_has_contrast() {
        let of = |colour: Rgb| Ground::of(colour.map(|channel| f64::from(channel) / 255.0));
        for (ground, meant) in GROUNDS {
            assert!(meant.iter().all(|colour| of(*colour) == ground), "{ground:?}");
        }
        for between in [0x3c, 0x80, 0xe2] {
            assert_eq!(of([between; 3]), Ground::Unknown, "{between}");
        }
    }

    fn from(set: &[(&str, &str)]) -> Theme {
        Theme::from_env(|name| {
            let found = set.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| value.to_string())
        })
    }

    #[test]
    fn the_environment_says_how_many_colours_and_on_what_ground() {
        let depth = |set: &[(&str, &str)]| from(set).depth;
        assert_eq!(depth(&[]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "xterm")]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "xterm-256color")]), Depth::TwoFiftySix);
        let colours = ("COLORTERM", "truecolor");
        assert_eq!(depth(&[("TERM", "xterm-256color"), colours]), Depth::True);
        assert_eq!(depth(&[colours, ("NO_COLOR", "1")]), Depth::None);
        // The standard: an empty NO_COLOR is none.
        assert_eq!(depth(&[colours, ("NO_COLOR", "")]), Depth::True);
        assert_eq!(depth(&[("TERM", "dumb")]), Depth::None);
        assert_eq!(depth(&[("TERM", "vt100")]), Depth::None);
        let ground = |value| from(&[("COLORFGBG", value)]).ground;
        assert_eq!(ground("15;0"), Ground::Dark);
        assert_eq!(ground("0;default;15"), Ground::Light);
        assert_eq!(ground("0;default"), Ground::Unknown);
        assert_eq!(ground(""), Ground::Unknown);
    }

    #[test]
    fn the_environment_says_what_a_terminal_draws() {
        let dots = |set: &[(&str, &str)]| from(set).dots;
        let utf8 = ("LANG", "de_DE.UTF-8");
        let kitty = ("TERM", "xterm-kitty");
        assert_eq!(dots(&[kitty]), Dots::Ascii);
        assert_eq!(dots(&[utf8, ("LC_ALL", "C"), kitty]), Dots::Ascii);
        assert_eq!(dots(&[utf8, kitty]), Dots::Sextants);
        assert_eq!(dots(&[utf8, ("VTE_VERSION", "7600")]), Dots::Sextants);
        assert_eq!(dots(&[utf8, ("TERM", "xterm-256color")]), Dots::Quadrants);
        let inside = ("TMUX", "/tmp/x");
        assert_eq!(dots(&[utf8, ("TERM", "foot"), inside]), Dots::Quadrants);
        assert_eq!(dots(&[utf8, ("TERM", "linux")]), Dots::HalfBlocks);
        assert_eq!(dots(&[utf8, ("TERM", "vt220")]), Dots::Ascii);
    }
}
