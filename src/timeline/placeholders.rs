//! Fills the placeholders of an author's words for one side, in the author's language.
//!
//! It knows the five placeholders and refuses to judge them: `check` has told the author about
//! an unknown one before anything is compiled, so here it is left as it stands.

use crate::routine::Side;
use crate::words::steps;

/// What a pair of braces stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placeholder<'a> {
    /// `{side}` or, with a capital, `{Side}`.
    Side { capital: bool },
    /// `{other side}` or, with a capital, `{Other side}`.
    Other { capital: bool },
    /// `{words for right|words for left}`.
    Either { right: &'a str, left: &'a str },
}

impl<'a> Placeholder<'a> {
    /// Reads what stands between the braces; `None` where it is no placeholder.
    pub fn parse(inside: &'a str) -> Option<Placeholder<'a>> {
        match inside {
            "side" => Some(Placeholder::Side { capital: false }),
            "Side" => Some(Placeholder::Side { capital: true }),
            "other side" => Some(Placeholder::Other { capital: false }),
            "Other side" => Some(Placeholder::Other { capital: true }),
            _ => {
                let (right, left) = inside.split_once('|')?;
                (!left.contains('|')).then_some(Placeholder::Either { right, left })
            }
        }
    }

    fn filled(self, side: Side, language: Option<&str>, before: &str, after: &str) -> String {
        let word = |side: Side, capital: bool| {
            let word = steps::in_sentence(side, language, before, after);
            match capital {
                true => word[..1].to_uppercase() + &word[1..],
                false => word,
            }
        };
        match (self, side) {
            (Placeholder::Side { capital }, side) => word(side, capital),
            (Placeholder::Other { capital }, side) => word(side.other(), capital),
            (Placeholder::Either { right, .. }, Side::Right) => right.to_owned(),
            (Placeholder::Either { left, .. }, Side::Left) => left.to_owned(),
        }
    }
}

/// A text with its placeholders filled for a side, in the language that it is written in; without
/// a side, as it stands.
pub fn fill(text: &str, side: Option<Side>, language: Option<&str>) -> String {
    let Some(side) = side else {
        return text.to_owned();
    };
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let inside = &rest[open + 1..];
        let Some(close) = inside.find('}') else { break };
        filled.push_str(&rest[..open]);
        rest = &inside[close + 1..];
        match Placeholder::parse(&inside[..close]) {
            Some(placeholder) => {
                let word = placeholder.filled(side, language, &filled, rest);
                filled.push_str(&word);
            }
            None => filled.push_str(&format!("{{{}}}", &inside[..close])),
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_follow_the_side() {
        let text =
            "{Side} hand behind you, {other side} hand on the {side} knee, {palm up|palm down}.";
        assert_eq!(
            fill(text, Some(Side::Right), None),
            "Right hand behind you, left hand on the right knee, palm up."
        );
        assert_eq!(
            fill(text, Some(Side::Left), None),
            "Left hand behind you, right hand on the left knee, palm down."
        );
        assert_eq!(
            fill("{Other side} and {unknown} {", Some(Side::Left), None),
            "Right and {unknown} {"
        );
        assert_eq!(fill("{side}", None, None), "{side}");
    }

    #[test]
    fn a_side_is_said_in_the_language_of_its_author() {
        let german = |text: &str| fill(text, Some(Side::Right), Some("de"));
        let sentences = [
            (
                "Neige das {side} Ohr zur {side} Schulter.",
                "Neige das rechte Ohr zur rechten Schulter.",
            ),
            ("Dreh den Kopf nach {side}.", "Dreh den Kopf nach rechts."),
            (
                "{Side} Hand ans Knie, mit der {other side} Hand halten.",
                "Rechte Hand ans Knie, mit der linken Hand halten.",
            ),
            (
                "Der {side} Arm hängt; heb dein {side}es Bein.",
                "Der rechte Arm hängt; heb dein rechtes Bein.",
            ),
            ("Den {side} Fuß vor den {other side}en.", "Den rechten Fuß vor den linken."),
            ("{Side}: {links herum|rechts herum}", "Rechts: links herum"),
        ];
        for (text, said) in sentences {
            assert_eq!(german(text), said);
        }
        let other = |language: &str| fill("{side} {", Some(Side::Left), Some(language));
        assert_eq!(other("fr"), "left {");
        assert_eq!(other("é"), "left {");
        assert_eq!(other("de-CH"), "links {");
    }
}
