//! Colours and weights, by what they say.
//!
//! A few accents that have contrast on a dark and on a light terminal, and never a background:
//! whatever the person's terminal looks like, text has its own colour. Every role also has a
//! weight or a shape, so that all of it reads without any colour.

use ratatui::style::{Color, Modifier, Style};

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

impl Depth {
    /// What the environment says: `value` gives a variable's value, where it is set.
    pub fn from_env(value: impl Fn(&str) -> Option<String>) -> Depth {
        let set = |name: &str| value(name).filter(|value| !value.is_empty());
        let term = set("TERM").unwrap_or_default();
        if set("NO_COLOR").is_some() || term == "dumb" {
            return Depth::None;
        }
        let colours = set("COLORTERM").unwrap_or_default();
        if matches!(colours.as_str(), "truecolor" | "24bit") || term.ends_with("-direct") {
            return Depth::True;
        }
        match term.contains("256color") {
            true => Depth::TwoFiftySix,
            false => Depth::Sixteen,
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
    /// It is the person's turn.
    Turn,
    /// Beware: an alarm, a caution, something broken.
    Beware,
}

impl Accent {
    pub const ALL: [Accent; 4] = [Accent::Work, Accent::Ease, Accent::Turn, Accent::Beware];

    fn true_colour(self) -> (u8, u8, u8) {
        match self {
            Accent::Work => (0x1e, 0x8e, 0x7e),
            Accent::Ease => (0x4a, 0x80, 0xc4),
            Accent::Turn => (0xb8, 0x6e, 0x14),
            Accent::Beware => (0xd0, 0x48, 0x48),
        }
    }

    fn of_256(self) -> u8 {
        match self {
            Accent::Work => 30,
            Accent::Ease => 67,
            Accent::Turn => 130,
            Accent::Beware => 167,
        }
    }

    fn of_16(self) -> Color {
        match self {
            Accent::Work | Accent::Ease => Color::Cyan,
            Accent::Turn => Color::Magenta,
            Accent::Beware => Color::Red,
        }
    }
}

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

/// The styles of all screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Theme {
    depth: Depth,
}

impl Theme {
    pub const fn new(depth: Depth) -> Theme {
        Theme { depth }
    }

    /// The style of an ink.
    pub fn style(self, ink: Ink) -> Style {
        let style = Style::new();
        match ink {
            Ink::Text => style,
            Ink::Quiet => style.add_modifier(Modifier::DIM),
            Ink::Strong => style.add_modifier(Modifier::BOLD),
            Ink::Chosen => style.add_modifier(Modifier::BOLD | Modifier::REVERSED),
            Ink::Accent(tone) => self.coloured(tone).add_modifier(Modifier::BOLD),
            Ink::Key(tone) => self
                .style(Ink::Accent(tone))
                .add_modifier(Modifier::REVERSED),
            Ink::Shape(tone) => self.coloured(tone),
        }
    }

    fn coloured(self, tone: Accent) -> Style {
        self.colour(tone)
            .map_or(Style::new(), |colour| Style::new().fg(colour))
    }

    fn colour(self, tone: Accent) -> Option<Color> {
        match self.depth {
            Depth::None => None,
            Depth::Sixteen => Some(tone.of_16()),
            Depth::TwoFiftySix => Some(Color::Indexed(tone.of_256())),
            Depth::True => {
                let (red, green, blue) = tone.true_colour();
                Some(Color::Rgb(red, green, blue))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of WCAG 2.
    fn luminance((red, green, blue): (u8, u8, u8)) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            match value <= 0.03928 {
                true => value / 12.92,
                false => ((value + 0.055) / 1.055).powf(2.4),
            }
        };
        0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue)
    }

    fn contrast(one: (u8, u8, u8), other: (u8, u8, u8)) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// A colour of the 6 × 6 × 6 cube.
    fn cube(index: u8) -> (u8, u8, u8) {
        let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
        let index = index - 16;
        (level(index / 36), level(index / 6 % 6), level(index % 6))
    }

    #[test]
    fn accents_have_contrast_on_dark_and_on_light_terminals() {
        for tone in Accent::ALL {
            for colour in [tone.true_colour(), cube(tone.of_256())] {
                for ground in [(0x16, 0x18, 0x1d), (0xfa, 0xfa, 0xf7)] {
                    let found = contrast(colour, ground);
                    assert!(
                        found >= 3.0,
                        "{tone:?} {colour:?} on {ground:?}: {found:.2}"
                    );
                }
            }
        }
    }

    #[test]
    fn the_environment_says_how_many_colours() {
        let depth = |set: &[(&str, &str)]| {
            Depth::from_env(|name| {
                let found = set.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| value.to_string())
            })
        };
        assert_eq!(depth(&[]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "xterm")]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "xterm-256color")]), Depth::TwoFiftySix);
        let colours = ("COLORTERM", "truecolor");
        assert_eq!(depth(&[("TERM", "xterm-256color"), colours]), Depth::True);
        assert_eq!(depth(&[colours, ("NO_COLOR", "1")]), Depth::None);
        // The standard: an empty NO_COLOR is none.
        assert_eq!(depth(&[colours, ("NO_COLOR", "")]), Depth::True);
        assert_eq!(depth(&[("TERM", "dumb")]), Depth::None);
    }
}
