//! How an SMS is encoded, and how many parts it takes (3GPP TS 23.038 and 23.040).

/// Characters of the GSM 7-bit default alphabet: one septet each.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿\
    abcdefghijklmnopqrstuvwxyzäöñüà";
/// Characters of its extension table: an escape and a septet each, never split between parts.
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// How the characters of an SMS are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// 7 bits a character: 160 in a single part, 153 in each of several.
    Gsm7,
    /// 16 bits a unit: 70 in a single part, 67 in each of several.
    Ucs2,
}

impl Encoding {
    /// The encoding's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gsm7 => "GSM-7",
            Self::Ucs2 => "UCS-2",
        }
    }

    const fn single(self) -> usize {
        match self {
            Self::Gsm7 => 160,
            Self::Ucs2 => 70,
        }
    }

    const fn of_several(self) -> usize {
        match self {
            Self::Gsm7 => 153,
            Self::Ucs2 => 67,
        }
    }
}

/// The septets of a character; none if the alphabet lacks it.
fn septets(c: char) -> Option<usize> {
    if BASIC.contains(c) { Some(1) } else { EXTENSION.contains(c).then_some(2) }
}

/// The encoding that a text needs, and the parts that it takes.
pub fn measure(text: &str) -> (Encoding, usize) {
    let gsm7: Option<Vec<usize>> = text.chars().map(septets).collect();
    let (encoding, units) = match gsm7 {
        Some(units) => (Encoding::Gsm7, units),
        None => (Encoding::Ucs2, text.chars().map(char::len_utf16).collect()),
    };
    if units.iter().sum::<usize>() <= encoding.single() {
        return (encoding, 1);
    }
    let (mut parts, mut filled) = (1, 0);
    for unit in units {
        if filled + unit > encoding.of_several() {
            parts += 1;
            filled = 0;
        }
        filled += unit;
    }
    (encoding, parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> usize {
        measure(text).1
    }

    #[test]
    fn the_default_alphabet_has_its_127_characters_beside_the_escape() {
        assert_eq!(BASIC.chars().count(), 127);
    }

    #[test]
    fn gsm7_takes_160_in_one_part_and_153_in_each_of_several() {
        let counts = [(160, 1), (161, 2), (306, 2), (307, 3), (459, 3), (460, 4)];
        for (length, expected) in counts {
            assert_eq!(measure(&"x".repeat(length)), (Encoding::Gsm7, expected), "{length}");
        }
    }

    #[test]
    fn an_extension_character_counts_two_and_is_not_split() {
        assert_eq!(parts(&"€".repeat(80)), 1);
        assert_eq!(parts(&"€".repeat(81)), 2);
        // 152 and an escape would end at 153, its second half in the next part: both move there.
        assert_eq!(parts(&format!("{}€{}", "x".repeat(152), "x".repeat(152))), 3);
        assert_eq!(parts(&format!("{}€{}", "x".repeat(151), "x".repeat(153))), 2);
    }

    #[test]
    fn ucs2_takes_70_in_one_part_and_67_in_each_of_several() {
        for (length, expected) in [(70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)] {
            assert_eq!(measure(&"山".repeat(length)), (Encoding::Ucs2, expected), "{length}");
        }
    }

    #[test]
    fn a_pair_of_surrogates_is_not_split() {
        assert_eq!(parts(&"🔑".repeat(35)), 1);
        // 66 and a pair do not fit 67.
        assert_eq!(parts(&format!("{}🔑{}", "山".repeat(66), "山".repeat(66))), 3);
    }

    proptest! {
        #[test]
        fn parts_are_as_few_as_their_size_allows_and_one_more_at_most(text in "[ -~€é山🔑]{0,400}") {
            let (encoding, parts) = measure(&text);
            let units: usize = match encoding {
                Encoding::Gsm7 => text.chars().filter_map(septets).sum(),
                Encoding::Ucs2 => text.encode_utf16().count(),
            };
            let least = if units <= encoding.single() { 1 } else { units.div_ceil(encoding.of_several()) };
            prop_assert!(parts == least || parts == least + 1);
        }
    }
}
