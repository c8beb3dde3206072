//! Names and texts that are written from right to left, within sentences that are not, and the other way round.

use std::borrow::Cow;

/// What opens an isolate whose direction is that of its first letter (U+2068), and what closes it (U+2069).
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// Whether a character is written from right to left: the blocks that Unicode keeps for such scripts.
const fn is_right_to_left(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    )
}

/// Whether a character directs others and is itself not seen.
const fn is_control(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A value within plain text, so that its direction changes nothing around it. One of left-to-right letters alone stays
/// as it is: what is copied from the text, or searched in it, holds no character that nobody sees.
pub fn isolated(value: &str) -> Cow<'_, str> {
    if !value.contains(|c| is_right_to_left(c) || is_control(c)) {
        return value.into();
    }
    // A control of its own might close the isolate early.
    let [open, close] = ISOLATE;
    let shown = value.chars().filter(|c| !is_control(*c));
    std::iter::once(open).chain(shown).chain([close]).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_may_turn_its_surroundings_is_isolated() {
        for plain in ["", "Zoë Źak", "山田 太郎", "a•••e (••• ••71)", "helpdesk@example.org"]
        {
            assert_eq!(isolated(plain), plain);
        }
        for (value, said) in
            [("דנה לוי", "דנה לוי"), ("ليلى (1)", "ليلى (1)"), ("a\u{202e}b\u{2069}c", "abc")]
        {
            assert_eq!(isolated(value), format!("\u{2068}{said}\u{2069}"));
        }
    }

    proptest! {
        #[test]
        fn no_value_directs_what_stands_beside_it(value in "[a-z0-9 ()א-תء-ي\u{202a}-\u{202e}\u{2066}-\u{2069}]{0,20}") {
            let said = isolated(&value);
            let inside = said.strip_prefix('\u{2068}').and_then(|rest| rest.strip_suffix('\u{2069}'));
            let inside = inside.unwrap_or(&said);
            prop_assert!(!inside.contains(is_control), "{said:?}");
            prop_assert!(inside.len() < said.len() || !inside.contains(is_right_to_left), "{said:?}");
        }
    }
}
