//! Names of routines, fields and warnings: which form they have, and which one was likely meant.

/// Whether a text can be the id of a routine: small letters, digits and single dashes.
pub fn is_id(text: &str) -> bool {
    is_name(text)
}

/// Whether a text is a name rather than a sentence: small letters, digits and dashes.
pub fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// The id that a text was most likely meant as.
pub fn as_id(text: &str) -> String {
    let text = text.trim().trim_end_matches(".ron");
    let mut id = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ä' | 'æ' => id.push_str("ae"),
            'ö' | 'ø' | 'œ' => id.push_str("oe"),
            'ü' => id.push_str("ue"),
            'ß' => id.push_str("ss"),
            'à' | 'á' | 'â' | 'ã' | 'å' => id.push('a'),
            'è' | 'é' | 'ê' | 'ë' => id.push('e'),
            'ì' | 'í' | 'î' | 'ï' => id.push('i'),
            'ò' | 'ó' | 'ô' | 'õ' => id.push('o'),
            'ù' | 'ú' | 'û' => id.push('u'),
            'ñ' => id.push('n'),
            'ç' => id.push('c'),
            c if c.is_ascii_alphanumeric() => id.push(c),
            _ if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            _ => {}
        }
    }
    id.trim_end_matches('-').to_owned()
}

/// The nearest of some words, where one is near enough to be meant.
pub fn nearest<'w>(word: &str, among: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    if word.len() > 64 {
        return None;
    }
    let lower = word.to_lowercase();
    among
        .into_iter()
        .map(|candidate| {
            let other = candidate.to_lowercase();
            let longest = lower.chars().count().max(other.chars().count());
            let away = strsim::damerau_levenshtein(&lower, &other);
            (away, longest, candidate)
        })
        .filter(|(away, longest, _)| *away <= longest / 3)
        .min_by_key(|(away, _, _)| *away)
        .map(|(_, _, candidate)| candidate)
}
