//! Fills the placeholders of an author's words for one side, in the author's language.
//!
//! It knows the five placeholders and refuses to judge them: `check` has told the author about
//! an unknown one before anything is compiled, so here it is left as it stands.

use crate::routine::Side;
use crate::words::steps;

/// What stands in braces, for a side: `{side}`, `{other side}`, both also with a capital, and
/// `{words for right|words for left}`; `None` where it is no placeholder. `before` and `after` are
/// the text around it, by which a language inflects the side.
fn fill_one(
    inside: &str,
    side: Side,
    language: Option<&str>,
    [before, after]: [&str; 2],
) -> Option<String> {
    let named = match inside {
        "side" | "Side" => side,
        "other side" | "Other side" => side.other(),
        _ => {
            let (right, left) = inside.split_once('|').filter(|(_, left)| !left.contains('|'))?;
            return Some(if side == Side::Right { right } else { left }.to_owned());
        }
    };
    let word = steps::in_sentence(named, language, before, after);
    let capital = inside.starts_with(char::is_uppercase);
    Some(if capital { word[..1].to_uppercase() + &word[1..] } else { word })
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
        let word = fill_one(&inside[..close], side, language, [&filled, rest]);
        filled += &word.unwrap_or_else(|| format!("{{{}}}", &inside[..close]));
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
