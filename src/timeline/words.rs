//! Fills the placeholders of an author's words for one side.
//!
//! It knows the five placeholders and refuses to judge them: `check` has told the author about
//! an unknown one before anything is compiled, so here it is left as it stands.

use crate::routine::Side;

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

    fn filled(self, side: Side) -> &'a str {
        let word = |side: Side, capital: bool| match (side, capital) {
            (Side::Left, false) => "left",
            (Side::Left, true) => "Left",
            (Side::Right, false) => "right",
            (Side::Right, true) => "Right",
        };
        match (self, side) {
            (Placeholder::Side { capital }, side) => word(side, capital),
            (Placeholder::Other { capital }, side) => word(side.other(), capital),
            (Placeholder::Either { right, .. }, Side::Right) => right,
            (Placeholder::Either { left, .. }, Side::Left) => left,
        }
    }
}

/// A text with its placeholders filled for a side; without a side, as it stands.
pub fn fill(text: &str, side: Option<Side>) -> String {
    let Some(side) = side else {
        return text.to_owned();
    };
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let inside = &rest[open + 1..];
        let Some(close) = inside.find('}') else { break };
        filled.push_str(&rest[..open]);
        match Placeholder::parse(&inside[..close]) {
            Some(placeholder) => filled.push_str(placeholder.filled(side)),
            None => filled.push_str(&rest[open..open + close + 2]),
        }
        rest = &inside[close + 1..];
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
            fill(text, Some(Side::Right)),
            "Right hand behind you, left hand on the right knee, palm up."
        );
        assert_eq!(
            fill(text, Some(Side::Left)),
            "Left hand behind you, right hand on the left knee, palm down."
        );
        assert_eq!(
            fill("{Other side} and {unknown} {", Some(Side::Left)),
            "Right and {unknown} {"
        );
        assert_eq!(fill("{side}", None), "{side}");
    }
}
